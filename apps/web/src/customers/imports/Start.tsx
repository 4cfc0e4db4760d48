import { routes } from '@wayfare/contracts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.js';
import { useRefresh } from '../../api/hooks.js';
import { explain } from '../../api/problem.js';
import { Button, Footer } from '../../ui/index.js';
import { CheckResult } from './CheckResult.js';
import { type UploadInput, useUpload } from './upload.js';

interface StartProps {
  readonly input: UploadInput;
  readonly isReady: boolean;
}

/** A check under way or done, and what it was a check of. */
interface Checked {
  readonly id: string;
  readonly of: string;
}

const wordsOf = ({ mapping, consent, options }: UploadInput): string => JSON.stringify([mapping, consent, options]);

/** Check, then start: the file is sent once; what was changed since is checked again with the file that is there already. */
export const Start = ({ input, isReady }: StartProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { sending, error, send } = useUpload();
  const [checked, setChecked] = useState<Checked | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const trying = async (work: () => Promise<void>): Promise<void> => {
    setFailure(null);
    await work().catch(setFailure);
    await refresh('/imports');
  };
  const check = (): Promise<void> =>
    trying(async () => {
      const { kind: _, file: __, ...wishes } = input;
      const body = { ...wishes, mapping: { ...input.mapping } };
      const id = checked ? (await call(routes.checkImport, { id: checked.id, body })).id : await send(input, true);
      if (id !== null) setChecked({ id, of: wordsOf(input) });
    });
  const start = (): Promise<void> =>
    trying(async () => {
      const id = checked ? (await call(routes.startImport, { id: checked.id })).id : await send(input, false);
      // one may have gone elsewhere while the file was being sent: then the import goes on without us
      if (id !== null && isHere.current) void navigate(`/customers/imports/${id}`);
    });
  const hasChanged = checked !== null && checked.of !== wordsOf(input);
  const wrong = error ?? failure;
  return (
    <div>
      {checked ? <CheckResult id={checked.id} hasChanged={hasChanged} onGone={() => setChecked(null)} /> : null}
      {wrong ? (
        <p role="alert" className="small" style={{ color: 'var(--bad)' }}>
          {t('customers.imports.sendFailed', { why: explain(wrong, t) })}
        </p>
      ) : null}
      {sending ? (
        <p className="muted small" role="status">
          {t('customers.imports.sending', { name: sending.fileName })} {t('customers.imports.sendingLead')}
        </p>
      ) : null}
      <Footer>
        <Button icon="check" disabled={!isReady} busy={sending !== null} onClick={() => void check()}>
          {t(checked ? 'customers.imports.checkAgain' : 'customers.imports.check')}
        </Button>
        <Button kind="seal" icon="upload" disabled={!isReady || hasChanged} busy={sending !== null} onClick={() => void start()}>
          {t('customers.imports.start')}
        </Button>
      </Footer>
    </div>
  );
};
