import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';

interface PoolConnection {
  query(sql: string, callback: (error: unknown) => void): void;
}

/**
 * Lets the server cut off every statement of the pool after `DATABASE_STATEMENT_SECONDS`, so that no request holds a
 * connection or a processor for longer. MariaDB bounds every statement. MySQL bounds SELECT, and the wait for a lock.
 */
@Injectable()
export class StatementTimeService implements OnModuleInit {
  private readonly setVariables: string;

  constructor(
    @Inject(ENVIRONMENT) { DATABASE_STATEMENT_SECONDS: seconds }: Environment,
    private readonly dataSource: DataSource,
  ) {
    // Each server runs the part in its own kind of comment and skips the other: the variables differ in name and unit.
    this.setVariables = [
      `SET SESSION innodb_lock_wait_timeout = ${seconds}`,
      `/*!50708 , max_execution_time = ${seconds * 1000} */`,
      `/*M!100101 , max_statement_time = ${seconds} */`,
    ].join(' ');
  }

  async onModuleInit(): Promise<void> {
    const { pool } = this.dataSource.driver as MysqlDriver;
    // The pool announces a connection before it hands it out, and a connection runs its statements in order.
    pool.on('connection', (connection: PoolConnection) =>
      // A connection that fails here also fails its next statement, which reports it.
      connection.query(this.setVariables, () => {}),
    );
    // TypeORM has opened one connection before, to see that the server answers.
    await this.dataSource.query(this.setVariables);
  }
}
