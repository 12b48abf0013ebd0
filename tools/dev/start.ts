import { runStack } from './stack/run-stack.ts';

await runStack({ watch: false, command: 'npm start' });
