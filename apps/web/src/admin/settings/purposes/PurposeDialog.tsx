import { Modal, Radio, Textarea, TextInput } from '@mantine/core';
import { LOCALES, type Locale, type MessagePurposeDetail, routes } from '@wayfare/contracts';
import { PURPOSE_BASES, type PurposeBasis } from '@wayfare/kernel';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../../api/hooks.js';
import { Button, Footer, toastDone } from '../../../ui/index.js';

type Words = MessagePurposeDetail['names'];

const NOTHING: Words = { en: '', 'zh-CN': '' };
const LONGEST_NAME = 80;
const LONGEST_DETAIL = 300;
const KEY = /^[a-z][a-z0-9_]{0,29}$/;

/** A key out of the English name: `Weekly news` → `weekly_news`. */
const keyFrom = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 30);

interface PurposeDialogProps {
  /** Absent: a new one is made. */
  readonly purpose?: MessagePurposeDetail;
  onClose(): void;
}

/** What a purpose is called and means, in both languages; of a new one also its key and what it asks for, which stay. */
export const PurposeDialog = ({ purpose, onClose }: PurposeDialogProps) => {
  const { t } = useTranslation();
  const [names, setNames] = useState<Words>(purpose?.names ?? NOTHING);
  const [details, setDetails] = useState<Words>(purpose?.details ?? NOTHING);
  const [typed, setTyped] = useState<string | null>(null);
  const [basis, setBasis] = useState<PurposeBasis>('objection');
  const key = purpose?.key ?? typed ?? keyFrom(names.en);
  const done = (): void => {
    toastDone(t('settings.saved'));
    onClose();
  };
  const create = useWrite(routes.createPurpose, { refreshes: ['/purposes'], onDone: done });
  const change = useWrite(routes.changePurpose, { refreshes: ['/purposes'], onDone: done });
  const isWhole = LOCALES.every((locale) => names[locale].trim() !== '') && KEY.test(key);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isWhole) return;
    if (purpose) change.mutate({ id: purpose.key, body: { names, details } });
    else create.mutate({ body: { key, names, details, basis } });
  };
  const language = (locale: Locale): string => t(`settings.locales.${locale}`);
  return (
    <Modal opened onClose={onClose} title={t(purpose ? 'privacy.purposes.edit' : 'privacy.purposes.create')} size={520}>
      <form onSubmit={submit}>
        <div className="stack">
          {LOCALES.map((locale, at) => (
            <TextInput
              key={locale}
              label={t('privacy.purposes.nameIn', { language: language(locale) })}
              value={names[locale]}
              maxLength={LONGEST_NAME}
              onChange={(event) => setNames({ ...names, [locale]: event.currentTarget.value })}
              {...(at === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
          {LOCALES.map((locale) => (
            <Textarea
              key={locale}
              label={t('privacy.purposes.detailIn', { language: language(locale) })}
              value={details[locale]}
              maxLength={LONGEST_DETAIL}
              autosize
              minRows={2}
              onChange={(event) => setDetails({ ...details, [locale]: event.currentTarget.value })}
            />
          ))}
          {purpose ? null : (
            <>
              <Radio.Group
                label={t('privacy.purposes.basis')}
                description={t('privacy.purposes.basisHint')}
                value={basis}
                onChange={(value) => setBasis(PURPOSE_BASES.find((one) => one === value) ?? 'objection')}
              >
                <div className="stack">
                  {PURPOSE_BASES.map((one) => (
                    <Radio
                      key={one}
                      value={one}
                      label={t(`privacy.purposes.bases.${one}`)}
                      description={t(`privacy.purposes.asks.${one}`)}
                    />
                  ))}
                </div>
              </Radio.Group>
              <TextInput
                label={t('privacy.purposes.key')}
                description={t('privacy.purposes.keyHint', { key: `email:${key || 'newsletter'}` })}
                value={key}
                maxLength={30}
                onChange={(event) => setTyped(event.currentTarget.value)}
                error={key !== '' && !KEY.test(key) ? t('privacy.purposes.badKey') : undefined}
              />
            </>
          )}
        </div>
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" type="submit" disabled={!isWhole} busy={create.isPending || change.isPending}>
            {t('settings.save')}
          </Button>
        </Footer>
      </form>
    </Modal>
  );
};
