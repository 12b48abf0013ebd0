import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { z } from 'zod';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { insertRow } from '../../platform/database/insert-row.ts';
import { violatesUnique } from '../../platform/database/mysql-error.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { UserEntity } from '../users/user.entity.ts';

const hint = 'Choose another INITIAL_ADMIN_USERNAME or INITIAL_ADMIN_EMAIL, or unset INITIAL_ADMIN_PASSWORD.';

/**
 * Creates the first admin of an installation, with a password that an operator chose. Does nothing when there is an
 * admin already. So an admin who was renamed or deleted does not come back with the old password.
 */
@Injectable()
export class InitialAdminService implements OnApplicationBootstrap {
  private readonly logger = new Logger(InitialAdminService.name);

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly passwords: PasswordHasherService,
    private readonly audit: AuditLogService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { INITIAL_ADMIN_USERNAME: username, INITIAL_ADMIN_PASSWORD: password } = this.environment;
    if (password === undefined || (await this.users.existsBy({ role: 'admin' }))) return;
    const email = initialAdminEmail(this.environment);
    const hash = await this.passwords.hash(password);
    try {
      await this.insert({ username, email, password: hash });
    } catch (error) {
      if (!violatesUnique(error, 'uq_users_username') && !violatesUnique(error, 'uq_users_email')) throw error;
      // Another replica may have created the admin just now. If another user has the name, that account is not changed:
      // it may have been registered in order to be promoted here.
      if (await this.users.existsBy({ role: 'admin' })) return;
      this.logger.warn(`There is no admin, and another user has the initial admin's username or address. ${hint}`);
    }
  }

  private async insert(values: Pick<UserEntity, 'username' | 'email' | 'password'>): Promise<void> {
    await this.users.manager.transaction(async (transaction) => {
      const { id } = await insertRow(transaction.getRepository(UserEntity), {
        ...values,
        role: 'admin',
        disabled_at: null,
        must_change_password: true,
        email_verified_at: null,
        second_factor_at: null,
        created_at: new Date(),
      });
      await this.audit.record({ action: 'admin.created', actorId: null, subjectId: id }, transaction);
    });
  }
}

type Settings = Pick<Environment, 'INITIAL_ADMIN_USERNAME' | 'INITIAL_ADMIN_EMAIL' | 'PUBLIC_ORIGIN'>;

/** The configured address; else one at the site's host, or at a host that cannot exist if mail has no such host. */
export function initialAdminEmail(settings: Settings): string {
  const { INITIAL_ADMIN_USERNAME: username, INITIAL_ADMIN_EMAIL: email, PUBLIC_ORIGIN } = settings;
  if (email !== undefined) return email;
  const atHost = `${username}@${new URL(PUBLIC_ORIGIN).hostname}`;
  return z.email().max(100).safeParse(atHost).success ? atHost : `${username}@example.invalid`;
}
