import { describeRule } from '../../../support/describe-rule.ts';

describeRule('no-unsupported-elements', {
  'invalid-ad-hoc': [
    'part: Elements of the kind AdHocSubProcess cannot be run: draw the steps with gateways.',
  ],
  'invalid-cancel-event': ['cancelled: Events of the kind Cancel cannot be run here (BoundaryEvent).'],
  'invalid-case': ['call: Cases (CMMN) cannot be called: call a process.'],
  'invalid-complex-gateway': [
    'decision: Elements of the kind ComplexGateway cannot be run: use exclusive, parallel or inclusive gateways.',
  ],
  'invalid-event-of-nothing': ['wait: The event does not say what it waits for.'],
  'invalid-instantiating-receive-task': [
    'wait: A receive task cannot start a process: use a message start event.',
  ],
  'invalid-standard-loop': ['ask: The loop marker is ignored by Camunda: draw the loop with a gateway.'],
  'invalid-two-definitions': ['wait: An event with several definitions cannot be run: use one event each.'],
});
