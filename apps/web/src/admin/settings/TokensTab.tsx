import { type ApiToken, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, Chip, confirmDestructive, EmptyState, ErrorNote, Loading, toastDone } from '../../ui/index.js';
import { CreateTokenDialog } from './CreateTokenDialog.js';
import table from './table.module.css';

/** Tokens that scripts call the api with. */
export const TokensTab = () => {
  const { t } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const tokens = useRead(routes.tokens);
  const items = tokens.data?.items;
  const create = (
    <Button kind="seal" icon="plus" onClick={() => setCreating(true)}>
      {t('settings.tokens.create')}
    </Button>
  );
  return (
    <Card title={t('settings.tabs.tokens')} lead={t('settings.tokens.lead')} actions={items && items.length > 0 ? create : null}>
      {tokens.error && !items ? <ErrorNote error={tokens.error} retry={() => void tokens.refetch()} /> : null}
      {!items && !tokens.error ? <Loading lines={3} /> : null}
      {items?.length === 0 ? (
        <EmptyState icon="hook" title={t('settings.tokens.emptyTitle')} body={t('settings.tokens.emptyBody')} action={create} />
      ) : null}
      {items && items.length > 0 ? (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('settings.tokens.name')}</th>
              <th>{t('settings.tokens.prefix')}</th>
              <th>{t('settings.people.role')}</th>
              <th>{t('settings.tokens.made')}</th>
              <th>{t('settings.tokens.lastUsed')}</th>
              <th aria-label={t('settings.tokens.revoke')} />
            </tr>
          </thead>
          <tbody>
            {items.map((token) => (
              <Token key={token.id} token={token} />
            ))}
          </tbody>
        </table>
      ) : null}
      {isCreating ? <CreateTokenDialog onClose={() => setCreating(false)} /> : null}
    </Card>
  );
};

const Token = ({ token }: { token: ApiToken }) => {
  const { t } = useTranslation();
  const { dateTime, date } = useFormat();
  const revoke = useWrite(routes.revokeToken, { refreshes: ['/tokens'], onDone: () => toastDone(t('settings.tokens.revokedDone')) });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('settings.tokens.revokeTitle', { name: token.name }),
      affects: t('settings.tokens.revokeAffects'),
      action: t('settings.tokens.revokeAction'),
    };
    if (await confirmDestructive(question)) revoke.mutate({ id: token.id });
  };
  return (
    <tr data-quiet={token.revoked || undefined}>
      <td>
        <b>{token.name}</b>
      </td>
      <td>
        <code>{token.prefix}…</code>
      </td>
      <td>{t(`app.role.${token.role}`)}</td>
      <td className="muted small">{date(token.createdAt)}</td>
      <td className="muted small">{token.lastUsedAt ? dateTime(token.lastUsedAt) : t('settings.tokens.never')}</td>
      <td>
        {token.revoked ? (
          <Chip>{t('settings.tokens.revoked')}</Chip>
        ) : (
          <Button small kind="danger" onClick={() => void ask()}>
            {t('settings.tokens.revoke')}
          </Button>
        )}
      </td>
    </tr>
  );
};
