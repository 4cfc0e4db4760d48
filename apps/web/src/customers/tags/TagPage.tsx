import { type ReplyOf, routes } from '@wayfare/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import audiences from '../../audiences/audiences.module.css';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, confirmDestructive, ErrorNote, Loading, Num, Page, toastDone } from '../../ui/index.js';
import { HistoryCard } from './HistoryCard.js';
import { MeaningCard } from './MeaningCard.js';
import { MergeTagDialog, RenameTagDialog } from './NameDialogs.js';
import { RuleCard } from './RuleCard.js';
import { RunStrip } from './RunStrip.js';
import { TagState } from './TagsPage.js';
import styles from './tags.module.css';
import { tagPath } from './words.js';

const EVERY = 4000;
export type TagDetail = ReplyOf<typeof routes.tag>;

/** One tag: what it means, who has it by which rule, what put it there, and what uses it. */
export const TagPage = () => {
  const { t } = useTranslation();
  const { name = '' } = useParams();
  const { data: tag, error, refetch } = useRead(routes.tag, { id: name }, { every: EVERY });
  const navigate = useNavigate();
  const now = tag?.name ?? name;
  useEffect(() => {
    // it is called otherwise now
    if (now !== name) void navigate(tagPath(now), { replace: true });
  }, [now, name, navigate]);
  return (
    <>
      <PageTop
        title={name}
        crumbs={[
          { label: t('customers.title'), to: '/customers' },
          { label: t('tags.title'), to: '/customers/tags' },
        ]}
        chips={tag ? <TagState tag={tag} /> : null}
        actions={tag ? <Actions tag={tag} /> : null}
      />
      <Page>
        {error && !tag ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!tag && !error ? <Loading lines={6} /> : null}
        {tag ? (
          <>
            <RunStrip />
            <div className={audiences.cols}>
              <div className="stack">
                <RuleCard key={JSON.stringify(tag.condition)} tag={tag} />
                <HistoryCard name={tag.name} />
              </div>
              <aside className={audiences.side}>
                <PeopleCard tag={tag} />
                <MeaningCard key={tag.name} tag={tag} />
                <UsesCard uses={tag.uses} />
              </aside>
            </div>
          </>
        ) : null}
      </Page>
    </>
  );
};

const Actions = ({ tag }: { tag: TagDetail }) => {
  const { t } = useTranslation();
  const mayChange = useMay(routes.changeTag);
  const mayApprove = useMay(routes.approveTag);
  const refreshes = ['/tag', '/catalogue', '/customers'];
  const change = useWrite(routes.changeTag, { refreshes });
  const approve = useWrite(routes.approveTag, { refreshes, onDone: () => toastDone(t('tags.approved')) });
  const isArchived = tag.archivedAt !== null;
  const archive = async (): Promise<void> => {
    const question = {
      title: t('tags.archiveTitle', { name: tag.name }),
      affects: t('tags.archiveAffects', { count: tag.people }),
      action: t('tags.archive'),
    };
    if (isArchived || (await confirmDestructive(question))) change.mutate({ id: tag.name, body: { archived: !isArchived } });
  };
  const [asked, setAsked] = useState<'rename' | 'merge' | null>(null);
  const close = (): void => setAsked(null);
  return (
    <>
      {asked === 'rename' ? <RenameTagDialog tag={tag} onClose={close} /> : null}
      {asked === 'merge' ? <MergeTagDialog tag={tag} onClose={close} /> : null}
      {mayChange ? (
        <>
          <Button kind="quiet" onClick={() => setAsked('rename')}>
            {t('tags.rename')}
          </Button>
          {tag.condition === null ? (
            <Button kind="quiet" onClick={() => setAsked('merge')}>
              {t('tags.merge')}
            </Button>
          ) : null}
        </>
      ) : null}
      {mayChange ? (
        <Button kind="quiet" busy={change.isPending} onClick={() => void archive()}>
          {t(isArchived ? 'tags.unarchive' : 'tags.archive')}
        </Button>
      ) : null}
      {mayApprove && tag.state === 'proposed' ? (
        <Button kind="seal" icon="check" busy={approve.isPending} onClick={() => approve.mutate({ id: tag.name })}>
          {t('tags.approve')}
        </Button>
      ) : null}
    </>
  );
};

const PeopleCard = ({ tag }: { tag: TagDetail }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <Card title={t('tags.people')}>
      <p className={audiences.big}>
        <Num value={tag.people} />
      </p>
      <ul className={styles.rows} aria-label={t('tags.origins')}>
        {tag.origins.map(({ origin, added, removed, lastAt }) => (
          <li key={origin}>
            <span className="grow">{t(`tags.origin.${origin}`)}</span>
            <span className="muted small" title={dateTime(lastAt)}>
              {t('tags.moved', { added, removed })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const PATHS = { segment: '/audiences/segments/', journey: '/journeys/', tag: '/customers/tags/' } as const;

const UsesCard = ({ uses }: Pick<TagDetail, 'uses'>) => {
  const { t } = useTranslation();
  return (
    <Card title={t('tags.uses.title')}>
      {uses.length === 0 ? <p className="muted small">{t('tags.uses.none')}</p> : null}
      <ul className={styles.rows}>
        {uses.map(({ kind, id, name }) => (
          <li key={`${kind}:${id}`}>
            <span className="faint small">{t(`tags.uses.${kind}`)}</span>
            <Link to={`${PATHS[kind]}${encodeURIComponent(id)}`}>{name}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
};
