import { Select, Textarea } from '@mantine/core';
import { routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { useColleagues } from '../../tasks/use-colleagues.js';
import { Button, Card, toastDone } from '../../ui/index.js';
import type { TagDetail } from './TagPage.js';

/** What a tag means, and who looks after it. */
export const MeaningCard = ({ tag }: { tag: TagDetail }) => {
  const { t } = useTranslation();
  const { date, list } = useFormat();
  const may = useMay(routes.changeTag);
  const colleagues = useColleagues();
  const [description, setDescription] = useState(tag.description);
  const [ownerId, setOwnerId] = useState(tag.owner?.id ?? null);
  const change = useWrite(routes.changeTag, { refreshes: ['/tag'], onDone: () => toastDone(t('tags.saved')) });
  const isDirty = description.trim() !== tag.description || ownerId !== (tag.owner?.id ?? null);
  return (
    <Card title={t('tags.meaning')} lead={t('tags.firstSeen', { date: date(tag.firstSeenAt) })}>
      <div className="stack">
        <Textarea
          label={t('tags.description')}
          value={description}
          maxLength={1000}
          autosize
          minRows={2}
          readOnly={!may}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Select
          label={t('tags.owner')}
          placeholder={t('tags.nobody')}
          clearable
          readOnly={!may}
          data={[...colleagues].map(([value, label]) => ({ value, label }))}
          value={ownerId}
          onChange={setOwnerId}
        />
        {tag.formerNames.length > 0 ? (
          <p className="muted small">{t('tags.formerNames', { names: list(tag.formerNames.map(({ name }) => name)) })}</p>
        ) : null}
        {may && isDirty ? (
          <Button
            busy={change.isPending}
            onClick={() => change.mutate({ id: tag.name, body: { description: description.trim(), ownerId } })}
          >
            {t('tags.save')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
};
