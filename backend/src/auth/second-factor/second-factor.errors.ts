import { ProblemException } from '../../http/problem.ts';

/** Told only to those who know the password. */
export class SecondFactorRequiredError extends ProblemException {
  constructor() {
    super({
      status: 401,
      code: 'second_factor_required',
      detail: 'This account also asks for a one-time code, or one of its recovery codes.',
      errors: [{ field: 'code', message: 'is missing' }],
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
}
