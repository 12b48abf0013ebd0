import { Alert } from './alert';

interface FormAlertProps {
  /** The form's root error: its `type` holds the title, its `message` what to do. */
  readonly error: { readonly type?: string | number; readonly message?: string } | undefined;
}

/** An error that concerns the whole form. */
export function FormAlert({ error }: FormAlertProps) {
  if (error === undefined) return null;
  return <Alert title={String(error.type)}>{error.message}</Alert>;
}
