import { children, kindOf, parseBpmn, text } from '../../core/compile/moddle.ts';
import type { ModdleElement } from '../../core/compile/moddle.ts';
import type { CallRequest } from '../../executors/port.ts';
import { withConnection } from '../../store/database.ts';
import {
  findDefinition,
  findDefinitionByKey,
  findDefinitionSource,
} from '../../store/process-definitions.ts';
import { boundIn } from '../bound-in.ts';
import type { Engine } from '../engine.ts';
import { invalidRequest } from '../errors.ts';

/** A definition that another one calls, and where it does. */
export interface CalledDefinition {
  id: string;
  activityIds: string[];
}

/** A call whose process and version are written down. */
interface StaticCall {
  activityId: string;
  key: string;
  binding: CallRequest['binding'];
}

/**
 * The definitions that the call activities of a definition would start now. As in Camunda a call that an expression
 * decides, or that finds nothing deployed, is left out.
 *
 * @throws EngineError 404 when there is no such definition.
 */
export function readCalledDefinitions(engine: Engine, definitionId: string): Promise<CalledDefinition[]> {
  return withConnection(engine.database, async (tx) => {
    const definition = await findDefinition(tx, definitionId);
    if (!definition) {
      throw invalidRequest(
        `no deployed process definition found with id '${definitionId}': processDefinition is null`,
        404,
      );
    }
    const { tenantId, deploymentId } = definition;
    const called = new Map<string, string[]>();
    const source = (await findDefinitionSource(tx, definitionId)) ?? '';
    for (const { activityId, key, binding } of await staticCalls(source, definition.key)) {
      const found = await findDefinitionByKey(tx, { key, tenantId }, boundIn(deploymentId, binding));
      if (found) called.set(found.id, [...(called.get(found.id) ?? []), activityId]);
    }
    return [...called].map(([id, activityIds]) => ({ id, activityIds }));
  });
}

async function staticCalls(xml: string, processId: string): Promise<StaticCall[]> {
  const { rootElement } = await parseBpmn(xml);
  const process = children(rootElement, 'rootElements').find(({ id }) => id === processId);
  return process ? callsIn(process) : [];
}

function callsIn(scope: ModdleElement): StaticCall[] {
  return children(scope, 'flowElements').flatMap((element) => {
    const inside = callsIn(element);
    if (kindOf(element) !== 'CallActivity') return inside;
    const key = text(element, 'calledElement');
    const binding = bindingOf(element);
    if (key === undefined || !binding || isExpression(key)) return inside;
    return [{ activityId: element.id ?? '', key, binding }, ...inside];
  });
}

function bindingOf(element: ModdleElement): CallRequest['binding'] | undefined {
  const kind = text(element, 'calledElementBinding') ?? 'latest';
  if (kind === 'latest' || kind === 'deployment') return { kind };
  const value = text(element, kind === 'version' ? 'calledElementVersion' : 'calledElementVersionTag');
  if (value === undefined || isExpression(value)) return undefined;
  if (kind !== 'version') return { kind: 'versionTag', tag: value };
  const version = Number(value);
  return Number.isInteger(version) ? { kind, version } : undefined;
}

function isExpression(source: string): boolean {
  return /[$#]\{/.test(source);
}
