import { FileInput, Modal, NumberInput, TextInput } from '@mantine/core';
import { type CouponPool, type ReplyOf, routes } from '@wayfare/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Footer, Segmented } from '../../ui/index.js';
import styles from '../content.module.css';
import { expectedCodes } from './expected.js';
import { Filling } from './Filling.js';
import { Result } from './Result.js';

const WAYS = ['file', 'random'] as const;
const LETTERS = '7KQ4M2XB9RTH5CVNW8YZ3DFGJ6PAELSU';

type Added = ReplyOf<typeof routes.addCouponCodes>;

/** Fills a pool, from a file or by chance, and says how far it is and what was left out. */
export const AddCodesDialog = ({ pool, onClose }: { pool: CouponPool; onClose(): void }) => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const [way, setWay] = useState<(typeof WAYS)[number]>('file');
  const [file, setFile] = useState<File | null>(null);
  const [made, setMade] = useState({ count: 1000, prefix: '', length: 10 });
  const [expected, setExpected] = useState<number | null>(null);
  const [result, setResult] = useState<Added | null>(null);
  const upload = useWrite(routes.addCouponCodes, { refreshes: ['/coupon-pools'], onDone: setResult });
  const makeUp = useWrite(routes.makeCouponCodes, {
    refreshes: ['/coupon-pools'],
    onDone: ({ added }) => setResult({ added, refused: { count: 0, lines: [] } }),
  });
  const isBusy = upload.isPending || makeUp.isPending;
  const isWhole = way === 'file' ? file !== null : made.count > 0;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (way === 'random') {
      setExpected(made.count);
      makeUp.mutate({ id: pool.id, body: made });
    } else if (file) {
      setExpected(await expectedCodes(file));
      const form = new FormData();
      form.set('file', file, file.name);
      upload.mutate({ id: pool.id, form });
    }
  };
  const sample = `${made.prefix}${LETTERS.slice(0, made.length)}`;
  return (
    <Modal opened onClose={onClose} title={t('content.coupons.title.add', { name: pool.name })} size={520} closeOnClickOutside={!isBusy}>
      {result ? (
        <>
          <Result {...result} />
          <Footer>
            <Button kind="seal" onClick={onClose}>
              {t('content.coupons.done')}
            </Button>
          </Footer>
        </>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <fieldset className={`stack ${styles.fields}`} disabled={isBusy}>
            <Segmented
              label={t('content.coupons.from')}
              value={way}
              options={WAYS.map((value) => ({ value, label: t(`content.coupons.way.${value}`) }))}
              onChange={(value) => setWay(value === 'random' ? value : 'file')}
            />
            {way === 'file' ? (
              <FileInput
                label={t('content.coupons.way.file')}
                description={t('content.coupons.fileHint')}
                placeholder={t('content.coupons.pick')}
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                value={file}
                onChange={setFile}
              />
            ) : (
              <>
                <NumberInput
                  label={t('content.coupons.count')}
                  min={1}
                  max={1_000_000}
                  allowDecimal={false}
                  allowNegative={false}
                  thousandSeparator=","
                  value={made.count}
                  onChange={(count) => setMade({ ...made, count: typeof count === 'number' ? count : 0 })}
                />
                <TextInput
                  label={t('content.coupons.prefix')}
                  value={made.prefix}
                  maxLength={40}
                  onChange={(event) => setMade({ ...made, prefix: event.currentTarget.value })}
                />
                <NumberInput
                  label={t('content.coupons.length')}
                  description={t('content.coupons.sample', { code: sample })}
                  min={6}
                  max={32}
                  allowDecimal={false}
                  value={made.length}
                  onChange={(length) => setMade({ ...made, length: typeof length === 'number' ? length : 10 })}
                />
              </>
            )}
          </fieldset>
          {isBusy ? <Filling pool={pool} expected={expected} /> : null}
          <Footer>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="seal" type="submit" disabled={!isWhole} busy={isBusy}>
              {t('content.coupons.start')}
              {way === 'random' && made.count > 0 ? ` (${number(made.count)})` : ''}
            </Button>
          </Footer>
        </form>
      )}
    </Modal>
  );
};
