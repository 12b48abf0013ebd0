import { z } from 'zod';
import { text } from '../../platform/http/text.schema.ts';
import { enteredPassword } from '../passwords/password.schemas.ts';

export const credentialsSchema = z
  .strictObject({
    username: text(1, 100).meta({ description: 'The username or the email.' }),
    password: enteredPassword(),
    code: text(1, 32).optional().meta({
      description: 'The one-time code or a recovery code, for accounts with two-step verification.',
    }),
  })
  .meta({ id: 'Credentials' });
export type Credentials = z.infer<typeof credentialsSchema>;
