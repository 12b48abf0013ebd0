import * as provider from '@pulumi/pulumi/provider/index.js';
import { ValuesProvider } from './values-provider.ts';

// Serves one provider on a free port, and prints the port.
await provider.main(new ValuesProvider(), []);
