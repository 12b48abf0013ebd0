import { Inject, Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { SessionListService } from '../sessions/session-list.service.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { toAccount } from '../users/user.schemas.ts';
import type { AccountExport } from './account-export.schemas.ts';

interface PasskeyRow {
  id: string;
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}

interface TokenRow extends PasskeyRow {
  hint: string;
  scopes: string;
  expires_at: Date;
}

interface AuditRow {
  occurred_at: Date;
  action: string;
  actor_id: string | null;
  subject_id: string | null;
  correlation_id: string | null;
}

/**
 * Exports everything that auth stores about a user, for that user. Columns are selected by name, so a column that is
 * added later, such as another hash, is not exported by accident.
 */
@Injectable()
export class AccountExportsService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly sessionList: SessionListService,
    private readonly audit: AuditLogService,
  ) {}

  async create(signedIn: SignedInUser): Promise<AccountExport> {
    const { user } = signedIn;
    await this.audit.record({ action: 'account.exported', actorId: user.id, subjectId: user.id });
    const { items: sessions } = await this.sessionList.list(signedIn);
    return {
      exported_at: new Date().toISOString(),
      account: toAccount(user, this.environment),
      sessions,
      passkeys: await this.passkeys(user.id),
      tokens: await this.tokens(user.id),
      audit_events: await this.auditEvents(user.id),
    };
  }

  private async passkeys(userId: number): Promise<AccountExport['passkeys']> {
    const rows = await this.database.query<PasskeyRow[]>(
      'SELECT id, name, created_at, last_used_at FROM passkeys WHERE user_id = ? ORDER BY id',
      [userId],
    );
    return rows.map(({ id, name, created_at, last_used_at }) => ({
      id: Number(id),
      name,
      created_at: created_at.toISOString(),
      last_used_at: last_used_at?.toISOString() ?? null,
    }));
  }

  private async tokens(userId: number): Promise<AccountExport['tokens']> {
    const rows = await this.database.query<TokenRow[]>(
      `SELECT id, name, hint, scopes, created_at, expires_at, last_used_at FROM personal_access_tokens
       WHERE user_id = ? ORDER BY id`,
      [userId],
    );
    return rows.map(({ id, name, hint, scopes, created_at, expires_at, last_used_at }) => ({
      id: Number(id),
      name,
      hint,
      scopes: scopes.split(','),
      created_at: created_at.toISOString(),
      expires_at: expires_at.toISOString(),
      last_used_at: last_used_at?.toISOString() ?? null,
    }));
  }

  /** Leaves out who else was involved: that is another user's data. */
  private async auditEvents(userId: number): Promise<AccountExport['audit_events']> {
    const rows = await this.database.query<AuditRow[]>(
      `SELECT occurred_at, action, actor_id, subject_id, correlation_id FROM audit_events
       WHERE subject_id = ? OR actor_id = ? ORDER BY id`,
      [userId, userId],
    );
    return rows.map(({ occurred_at, action, actor_id, subject_id, correlation_id }) => ({
      occurred_at: occurred_at.toISOString(),
      action,
      by_you: Number(actor_id) === userId,
      to_you: Number(subject_id) === userId,
      correlation_id,
    }));
  }
}
