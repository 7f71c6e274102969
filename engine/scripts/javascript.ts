import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, shouldInterruptAfterDeadline } from 'quickjs-emscripten-core';
import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSSyncVariant,
  QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import type { ExpressionScope } from '../expressions/evaluator.ts';
import { ExpressionError, ScriptError } from '../expressions/expression-error.ts';
import type { CompiledExpression } from '../expressions/expression.ts';
import { HostObject } from '../expressions/host-object.ts';
import { JsonNode } from '../expressions/json-node.ts';

/** Longer than any script that computes a value; the engine stands still meanwhile. */
const TIME_LIMIT_MS = 1_000;

/** A variable has a megabyte at most; more than some of them together is a mistake. */
const MEMORY_LIMIT_BYTES = 32 * 1024 * 1024;
/** With twice as much the machine itself runs over before QuickJS notices. */
const STACK_LIMIT_BYTES = 256 * 1024;

/** Makes an expression of a script: its value is that of the last statement. */
export type CompileScript = (source: string) => CompiledExpression;

/**
 * Loads the sandbox scripts run in: JavaScript in a virtual machine of its own (QuickJS in WebAssembly), with nothing but
 * the variables by name and `execution`, a second and 32 MiB.
 */
export async function loadScripts(): Promise<CompileScript> {
  const sandbox = await newQuickJSWASMModuleFromVariant(
    // Its types are those of its CommonJS twin, where this is one level deeper.
    variant as unknown as QuickJSSyncVariant,
  );
  return (source) => compile(sandbox, source);
}

function compile(sandbox: QuickJSWASMModule, source: string): CompiledExpression {
  // Which variables a script may mean: every name in it that there is a variable for.
  const names = new Set(source.match(/[A-Za-z_$][\w$]*/g));
  const evaluate = (scope: ExpressionScope): unknown => run(sandbox, source, { names, scope });
  return {
    text: source,
    isLiteral: false,
    givesLong: false,
    evaluate,
    evaluateCondition: (scope) => {
      const value = evaluate(scope);
      if (typeof value === 'boolean') return value;
      throw new ExpressionError(source, `condition script returns non-Boolean: ${source}`);
    },
  };
}

function run(
  sandbox: QuickJSWASMModule,
  source: string,
  { names, scope }: { names: ReadonlySet<string>; scope: ExpressionScope },
): unknown {
  const runtime = sandbox.newRuntime({
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
    maxStackSizeBytes: STACK_LIMIT_BYTES,
    interruptHandler: shouldInterruptAfterDeadline(Date.now() + TIME_LIMIT_MS),
  });
  const vm = runtime.newContext();
  try {
    for (const name of names) {
      const found = scope.lookup(name);
      if (found) intoSandbox(vm, found.value).consume((handle) => vm.setProp(vm.global, name, handle));
    }
    return vm.unwrapResult(vm.evalCode(source, 'script')).consume((handle) => fromSandbox(vm, handle));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it threw something that is no error';
    throw new ScriptError(source, reason, { cause });
  } finally {
    vm.dispose();
    runtime.dispose();
  }
}

function intoSandbox(vm: QuickJSContext, value: unknown): QuickJSHandle {
  if (value instanceof HostObject) return lend(vm, value);
  if (typeof value === 'string') return vm.newString(value);
  if (typeof value === 'number') return vm.newNumber(value);
  const data = value instanceof JsonNode ? value.data : value;
  // JSON is JavaScript.
  const code = data instanceof Date ? `new Date(${data.getTime()})` : `(${JSON.stringify(data ?? null)})`;
  return vm.unwrapResult(vm.evalCode(code));
}

/** The methods of an object of the engine; nothing else of it can be reached. */
function lend(vm: QuickJSContext, object: HostObject): QuickJSHandle {
  const lent = vm.newObject();
  for (const [name, method] of object.methods) {
    const call = (...handles: QuickJSHandle[]) =>
      intoSandbox(vm, method(...handles.map((handle) => fromSandbox(vm, handle))));
    vm.newFunction(name, call).consume((handle) => vm.setProp(lent, name, handle));
  }
  return lent;
}

/** Only data leaves the sandbox: as JSON, dates as Date, undefined and functions as null. */
function fromSandbox(vm: QuickJSContext, handle: QuickJSHandle): unknown {
  const write = vm.unwrapResult(
    vm.evalCode('(v) => v instanceof Date ? `{"date":${v.getTime()}}` : JSON.stringify({ value: v })'),
  );
  const text = write.consume((encode) =>
    vm.unwrapResult(vm.callFunction(encode, vm.undefined, handle)).consume((result) => vm.getString(result)),
  );
  const { value, date } = JSON.parse(text) as { value?: unknown; date?: number };
  return date === undefined ? (value ?? null) : new Date(date);
}
