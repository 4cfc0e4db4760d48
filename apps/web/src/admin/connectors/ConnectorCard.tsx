import { Menu } from '@mantine/core';
import { type Connector, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Chip, confirmDestructive, Icon, IconButton, toastDone } from '../../ui/index.js';
import styles from '../admin.module.css';

type State = 'working' | 'untested' | 'paused' | 'failing';
const TONES = { working: 'good', untested: 'plain', paused: 'warn', failing: 'bad' } as const;

const stateOf = ({ paused, lastError, proven }: Connector): State => {
  if (paused) return 'paused';
  if (lastError) return 'failing';
  return proven ? 'working' : 'untested';
};

/** Where a connector leads, in one line. */
const targetOf = ({ kind, settings }: Connector): string => {
  const text = (name: string): string => (settings[name] === undefined || settings[name] === null ? '' : String(settings[name]));
  return kind === 'webhook' ? text('url') : `${text('from')} · ${text('host')}:${text('port')}`;
};

interface ConnectorCardProps {
  readonly connector: Connector;
  onEdit(): void;
  onTest(): void;
}

/** One connector: whether it works, where it leads, what went wrong last. */
export const ConnectorCard = ({ connector, onEdit, onTest }: ConnectorCardProps) => {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const may = useMay(routes.changeConnector);
  const state = stateOf(connector);
  const rate = connector.settings['ratePerSecond'];
  return (
    <li className={styles.connector}>
      <span className={styles.tile} data-state={state}>
        <Icon name={connector.kind === 'webhook' ? 'hook' : 'mail'} size={18} />
      </span>
      <div className="grow">
        <p className={styles.name}>
          <b>{connector.name}</b>
          <Chip tone={TONES[state]} dot>
            {t(`connectors.state.${state}`)}
          </Chip>
          {connector.isDefault ? <Chip>{t('connectors.default')}</Chip> : null}
        </p>
        <p className="muted small ellipsis">
          {t(`connectors.kind.${connector.kind}`)} · {targetOf(connector)}
        </p>
        <p className="faint small">{typeof rate === 'number' ? t('connectors.rate', { rate: number(rate) }) : t('connectors.unbounded')}</p>
        {connector.lastError ? (
          <p className={styles.lastError}>
            <Icon name="warning" size={14} />
            {t('connectors.since', { message: connector.lastError.message, when: dateTime(connector.lastError.at) })}
          </p>
        ) : null}
      </div>
      {may ? (
        <div className="row">
          <Button icon="send" onClick={onTest}>
            {t('connectors.test')}
          </Button>
          <More connector={connector} onEdit={onEdit} />
        </div>
      ) : null}
    </li>
  );
};

const More = ({ connector, onEdit }: { connector: Connector; onEdit(): void }) => {
  const { t } = useTranslation();
  const { id, name } = connector;
  const change = useWrite(routes.changeConnector, {
    refreshes: ['/connectors', '/home'],
    onDone: ({ paused }) => toastDone(paused ? t('connectors.paused', { name }) : t('connectors.resumed', { name })),
  });
  const makeDefault = useWrite(routes.changeConnector, {
    refreshes: ['/connectors'],
    onDone: () => toastDone(t('connectors.saved', { name })),
  });
  const remove = useWrite(routes.deleteConnector, {
    refreshes: ['/connectors', '/home'],
    onDone: () => toastDone(t('connectors.deleted')),
  });
  const pause = async (): Promise<void> => {
    const question = {
      title: t('connectors.pauseTitle', { name }),
      affects: t('connectors.pauseAffects'),
      action: t('connectors.pauseAction'),
    };
    if (await confirmDestructive(question)) change.mutate({ id, body: { paused: true } });
  };
  const askAndRemove = async (): Promise<void> => {
    const question = {
      title: t('connectors.deleteTitle', { name }),
      affects: t('connectors.deleteAffects'),
      action: t('connectors.deleteAction'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id });
  };
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <IconButton icon="more" label={`${name} …`} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="edit" size={14} />} onClick={onEdit}>
          {t('connectors.edit')}
        </Menu.Item>
        {connector.paused ? (
          <Menu.Item leftSection={<Icon name="play" size={14} />} onClick={() => change.mutate({ id, body: { paused: false } })}>
            {t('connectors.resume')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<Icon name="pause" size={14} />} onClick={() => void pause()}>
            {t('connectors.pause')}
          </Menu.Item>
        )}
        {connector.isDefault ? null : (
          <Menu.Item leftSection={<Icon name="flag" size={14} />} onClick={() => makeDefault.mutate({ id, body: { isDefault: true } })}>
            {t('connectors.makeDefault')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="trash" size={14} />} onClick={() => void askAndRemove()}>
          {t('connectors.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
