import { describeRule } from '../../../support/describe-rule.ts';

describeRule('process-says-executable', {
  'invalid-says-nothing': [
    'process: Say whether the process is run: isExecutable="true", or "false" for one only drawn.',
  ],
});
