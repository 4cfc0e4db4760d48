import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { type AttributeTypeDetail, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, Card, Footer, toastDone } from '../../ui/index.js';

const KINDS = ['text', 'number', 'boolean', 'date', 'list'] as const;
type Kind = AttributeTypeDetail['kind'];

/** What an attribute is called and means, and what may be done with it. */
export const MeaningCard = ({ type }: { type: AttributeTypeDetail }) => {
  const { t } = useTranslation();
  const may = useMay(routes.changeAttributeType);
  const [label, setLabel] = useState(type.label ?? '');
  const [description, setDescription] = useState(type.description ?? '');
  const [kind, setKind] = useState<Kind>(type.kind);
  const [sensitive, setSensitive] = useState(type.sensitive);
  const [retired, setRetired] = useState(type.retired);
  const change = useWrite(routes.changeAttributeType, {
    refreshes: ['/attribute-types', '/catalogue'],
    onDone: () => toastDone(t('attributes.meaning.saved')),
  });
  const body = { label: label.trim() || null, description: description.trim() || null, sensitive, retired };
  return (
    <Card title={t('attributes.meaning.title')}>
      <div className="stack">
        <TextInput
          label={t('attributes.meaning.label')}
          placeholder={type.name}
          maxLength={100}
          disabled={!may}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Textarea
          label={t('attributes.meaning.description')}
          autosize
          minRows={2}
          maxLength={1000}
          disabled={!may}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Select
          label={t('attributes.meaning.kind')}
          description={t('attributes.meaning.kindHint')}
          disabled={!may || type.computed !== null}
          allowDeselect={false}
          data={KINDS.map((value) => ({ value, label: t(`customers.imports.types.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? kind)}
        />
        <Switch
          label={t('attributes.meaning.sensitive')}
          description={t('attributes.meaning.sensitiveHint')}
          disabled={!may}
          checked={sensitive}
          onChange={(event) => setSensitive(event.currentTarget.checked)}
        />
        <Switch
          label={t('attributes.meaning.retired')}
          description={t('attributes.meaning.retiredHint')}
          disabled={!may}
          checked={retired}
          onChange={(event) => setRetired(event.currentTarget.checked)}
        />
      </div>
      {may ? (
        <Footer>
          <Button
            kind="seal"
            busy={change.isPending}
            onClick={() => change.mutate({ id: type.name, body: type.computed ? body : { ...body, kind } })}
          >
            {t('common.save')}
          </Button>
        </Footer>
      ) : null}
    </Card>
  );
};
