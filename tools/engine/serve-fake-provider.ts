import process from 'node:process';
import * as provider from '@pulumi/pulumi/provider/index.js';
import { StandInProvider } from './fake-provider.ts';

// One stand-in on a port of its own, which it prints. The only argument is the journal's file.
await provider.main(new StandInProvider(process.argv[2] ?? ''), []);
