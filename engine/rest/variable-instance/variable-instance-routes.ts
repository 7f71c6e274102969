import type { FastifyInstance } from 'fastify';
import { DeserializeQuery, variableInstanceList } from '../../../schemas/camunda/variables.ts';
import type { Engine } from '../../usecases/engine.ts';
import { queries } from '../../usecases/queries.ts';
import type { Row } from '../../usecases/queries.ts';
import { registerListRoutes } from '../list-routes.ts';
import { parseRequest } from '../parse-request.ts';
import { toWireVariable } from '../wire.ts';

/** Serves variables of running instances as a list. */
export function registerVariableInstanceRoutes(app: FastifyInstance, engine: Engine): void {
  registerListRoutes(app, engine, {
    path: '/variable-instance',
    spec: variableInstanceList,
    query: queries.variableInstances,
    toWire: withWireValue,
  });
}

/** A row of a list with a variable in it, its value written as clients expect it; as in Camunda, bytes stay behind. */
export function withWireValue(row: Row, parameters: unknown): Row {
  const { type, value, valueInfo } = row;
  const info =
    typeof valueInfo === 'object' && valueInfo !== null ? (valueInfo as Record<string, unknown>) : {};
  const deserialize = parseRequest(DeserializeQuery, parameters);
  const sent = type === 'Bytes' ? null : value;
  return { ...row, ...toWireVariable({ type: String(type), value: sent, valueInfo: info }, deserialize) };
}
