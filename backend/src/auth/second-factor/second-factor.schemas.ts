import { z } from 'zod';
import { text } from '../../platform/http/text.schema.ts';

export const totpStateSchema = z
  .object({
    enabled: z.boolean(),
    recovery_codes_left: z.int().min(0).max(10),
  })
  .meta({ id: 'TotpState' });
export type TotpState = z.infer<typeof totpStateSchema>;

export const totpStartSchema = z
  .object({
    secret: z.string().meta({ description: 'Base32, for typing it into an authenticator app.' }),
    uri: z.string().meta({ description: '`otpauth://…`, for a QR code that an authenticator app scans.' }),
  })
  .meta({ id: 'TotpStart' });
export type TotpStart = z.infer<typeof totpStartSchema>;

export const totpConfirmationSchema = z
  .strictObject({ code: text(1, 32).meta({ description: 'The code that the authenticator app shows.' }) })
  .meta({ id: 'TotpConfirmation' });
export type TotpConfirmation = z.infer<typeof totpConfirmationSchema>;

export const recoveryCodesSchema = z
  .object({
    recovery_codes: z
      .array(z.string())
      .length(10)
      .meta({ description: 'Each replaces the one-time code of one sign-in. They are not shown again.' }),
  })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>;
