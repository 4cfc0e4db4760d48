import { type Catalogue, routes } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { ConditionBuilder } from '../../audiences/condition/ConditionBuilder.js';
import { isComplete } from '../../audiences/condition/gaps.js';
import { sentenceOf } from '../../audiences/condition/sentence.js';
import { useAudienceNames } from '../../audiences/condition/use-audience-names.js';
import { useCount } from '../../audiences/segment/use-count.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, confirmDestructive, toastDone } from '../../ui/index.js';
import type { TagDetail } from './TagPage.js';
import styles from './tags.module.css';

/** Who has a tag by rule: in words, and to be written with the number of people following. */
export const RuleCard = ({ tag }: { tag: TagDetail }) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const may = useMay(routes.changeTag) && tag.archivedAt === null;
  const { names } = useAudienceNames();
  const { data: catalogue } = useRead(routes.catalogue);
  const [isEdited, setEdited] = useState(false);
  const remove = useWrite(routes.changeTag, { refreshes: ['/tag'] });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('tags.rule.removeTitle'),
      affects: t('tags.rule.removeAffects', { count: tag.people }),
      action: t('tags.rule.remove'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id: tag.name, body: { condition: null } });
  };
  const actions =
    may && !isEdited ? (
      <>
        {tag.condition ? (
          <Button kind="quiet" onClick={() => void ask()}>
            {t('tags.rule.remove')}
          </Button>
        ) : null}
        <Button icon="edit" disabled={!catalogue} onClick={() => setEdited(true)}>
          {t(tag.condition ? 'tags.rule.edit' : 'tags.rule.write')}
        </Button>
      </>
    ) : null;
  return (
    <Card title={t('tags.rule.title')} lead={t('tags.rule.lead')} actions={actions}>
      {isEdited && catalogue ? <RuleForm tag={tag} catalogue={catalogue} onClose={() => setEdited(false)} /> : null}
      {!isEdited && tag.condition ? (
        <>
          <p>{sentenceOf(tag.condition, t, names)}</p>
          <p className="muted small">{tag.foundAt ? t('tags.rule.found', { when: dateTime(tag.foundAt) }) : t('tags.rule.waiting')}</p>
        </>
      ) : null}
      {!isEdited && !tag.condition ? <p className="muted">{t('tags.rule.none')}</p> : null}
    </Card>
  );
};

const RuleForm = ({ tag, catalogue, onClose }: { tag: TagDetail; catalogue: Catalogue; onClose(): void }) => {
  const { t } = useTranslation();
  const [condition, setCondition] = useState<Condition | null>(tag.condition);
  const { count, isStale } = useCount(condition);
  const save = useWrite(routes.changeTag, {
    refreshes: ['/tag', '/catalogue'],
    onDone: () => {
      toastDone(t('tags.rule.saved'));
      onClose();
    },
  });
  const isReady = condition !== null && isComplete(condition);
  return (
    <>
      <ConditionBuilder value={condition} onChange={setCondition} catalogue={catalogue} />
      <div className={styles.count}>
        <span className="grow" aria-live="polite">
          {isReady && count.data && !isStale ? t('tags.rule.count', { count: count.data.count }) : null}
        </span>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button kind="seal" disabled={!isReady} busy={save.isPending} onClick={() => save.mutate({ id: tag.name, body: { condition } })}>
          {t('tags.rule.save')}
        </Button>
      </div>
    </>
  );
};
