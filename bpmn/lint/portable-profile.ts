import type { RuleFactory } from './rule.ts';
import { callActivityBinding } from './rules/call-activity-binding.ts';
import { conditionsAreJuel } from './rules/conditions-are-juel.ts';
import { decisionBinding } from './rules/decision-binding.ts';
import { elementVariableNamed } from './rules/element-variable-named.ts';
import { exclusiveGatewayDefault } from './rules/exclusive-gateway-default.ts';
import { externalTaskTopic } from './rules/external-task-topic.ts';
import { historyTimeToLive } from './rules/history-time-to-live.ts';
import { inclusiveJoinAwaited } from './rules/inclusive-join-awaited.ts';
import { linkEventsPaired } from './rules/link-events-paired.ts';
import { messageHasName } from './rules/message-has-name.ts';
import { multiInstanceLimit } from './rules/multi-instance-limit.ts';
import { noJava } from './rules/no-java.ts';
import { noModdleWarnings } from './rules/no-moddle-warnings.ts';
import { noPersonalVariables } from './rules/no-personal-variables.ts';
import { noScripts } from './rules/no-scripts.ts';
import { noUnsupportedElements } from './rules/no-unsupported-elements.ts';
import { processSaysExecutable } from './rules/process-says-executable.ts';
import { timerExpressionParses } from './rules/timer-expression-parses.ts';
import { userTaskForm } from './rules/user-task-form.ts';

/** How bad it is: with an error the diagram must not be deployed, a warning is worth a look. */
export type Severity = 'error' | 'warn';

/** A rule of the profile. */
export interface ProfileRule {
  create: RuleFactory;
  severity: Severity;
}

const error = (create: RuleFactory): ProfileRule => ({ create, severity: 'error' });
const warn = (create: RuleFactory): ProfileRule => ({ create, severity: 'warn' });

/** The portable profile: what keeps to all of these means the same on our engine and on Operaton. By name of the rule. */
export const PORTABLE_PROFILE: Readonly<Record<string, ProfileRule>> = {
  'call-activity-binding': error(callActivityBinding),
  'conditions-are-juel': error(conditionsAreJuel),
  'decision-binding': error(decisionBinding),
  'element-variable-named': error(elementVariableNamed),
  'exclusive-gateway-default': error(exclusiveGatewayDefault),
  'external-task-topic': error(externalTaskTopic),
  'history-time-to-live': error(historyTimeToLive),
  'inclusive-join-awaited': error(inclusiveJoinAwaited),
  'link-events-paired': error(linkEventsPaired),
  'message-has-name': error(messageHasName),
  'multi-instance-limit': warn(multiInstanceLimit),
  'no-java': error(noJava),
  'no-moddle-warnings': error(noModdleWarnings),
  'no-personal-variables': error(noPersonalVariables),
  'no-scripts': error(noScripts),
  'no-unsupported-elements': error(noUnsupportedElements),
  'process-says-executable': error(processSaysExecutable),
  'timer-expression-parses': error(timerExpressionParses),
  'user-task-form': error(userTaskForm),
};
