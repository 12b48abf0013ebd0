import process from 'node:process';
import * as provider from '@pulumi/pulumi/provider/index.js';
import { FakeProvider } from './fake-provider.ts';
import { completeProviderService } from './provider-service.ts';

// Serves one fake provider on a free port, and prints the port. The arguments are the file of the journal, and the inputs of
// the provider resource as JSON, and the ARN of the caller.
const [journal = '', settings = '{}', callerArn = ''] = process.argv.slice(2);
const fake = new FakeProvider(journal, JSON.parse(settings) as Record<string, unknown>, callerArn);
completeProviderService((urn, olds, news) => fake.replacedSettings(urn, olds, news));
await provider.main(fake, []);
