import process from 'node:process';
import * as provider from '@pulumi/pulumi/provider/index.js';
import { FakeProvider } from './fake-provider.ts';

// Serves one fake provider on a free port, and prints the port. The only argument is the file of the journal.
await provider.main(new FakeProvider(process.argv[2] ?? ''), []);
