import type { SourceConnection } from '@wayfare/contracts';
import type { SourceDriver } from '../driver.js';
import { HttpDriver } from './http.js';
import { MysqlDriver } from './mysql.js';
import { PostgresDriver } from './postgres.js';

/** @param allowPrivate whether every source may lead into private networks, whatever its own settings say */
export const openDriver = (connection: SourceConnection, secret: string, allowPrivate: boolean): SourceDriver => {
  const allowed = allowPrivate || connection.settings.allowPrivate;
  switch (connection.kind) {
    case 'postgres':
      return new PostgresDriver(connection.settings, secret, allowed);
    case 'mysql':
      return new MysqlDriver(connection.settings, secret, allowed);
    case 'http':
      return new HttpDriver(connection.settings, secret, allowed);
  }
};
