import { Drawer, Select } from '@mantine/core';
import { ATTRIBUTE_SOURCES, type AttributeRules, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { Button, ErrorNote, Footer, IconButton, Loading, toastDone } from '../../ui/index.js';
import styles from './attributes.module.css';

interface Props {
  /** The attribute; null: all that have no rule of their own. */
  readonly name: string | null;
  /** What it is called on the page, where that is not its name. */
  readonly label?: string;
  onClose(): void;
}

/** Which source goes before which: of one attribute, or of all others. */
export const RuleDrawer = ({ name, label, onClose }: Props) => {
  const { t } = useTranslation();
  const { data: rules, error, refetch } = useRead(routes.attributeRules, {}, { every: 3000 });
  return (
    <Drawer
      opened
      onClose={onClose}
      title={name === null ? t('attributes.rule.title') : t('attributes.rule.titleOf', { name: label ?? name })}
      size={440}
    >
      {error && !rules ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
      {!rules && !error ? <Loading lines={5} /> : null}
      {rules ? <Rule name={name} rules={rules} onClose={onClose} /> : null}
    </Drawer>
  );
};

const swapped = (sources: readonly string[], at: number, other: number): string[] =>
  sources.map((source, place) => (place === at ? (sources[other] ?? source) : place === other ? (sources[at] ?? source) : source));

const Rule = ({ name, rules, onClose }: Props & { rules: AttributeRules }) => {
  const { t } = useTranslation();
  const may = useMay(routes.changeAttributeRule);
  const [sources, setSources] = useState<readonly string[]>(() => rules.items.find((rule) => rule.name === name)?.sources ?? []);
  const words = new Map<string, string>([
    ...ATTRIBUTE_SOURCES.map((kind) => [kind, t(`attributes.from.${kind}`)] as const),
    ...rules.feeds.map(({ source, name: feed }) => [source, t('attributes.by.feed', { name: feed })] as const),
  ]);
  const save = useWrite(routes.changeAttributeRule, {
    refreshes: ['/attribute-rules', '/customers', '/attribute-types'],
    onDone: () => {
      toastDone(t('attributes.rule.saved'));
      onClose();
    },
  });
  const left = [...words].filter(([source]) => !sources.includes(source)).map(([value, label]) => ({ value, label }));
  return (
    <div className="stack">
      <p className="muted small">{t(name === null ? 'attributes.rule.lead' : 'attributes.rule.leadOf')}</p>
      {rules.run ? (
        <p className="small" aria-live="polite">
          {t('attributes.rule.running', rules.run)}
        </p>
      ) : null}
      {sources.length === 0 ? <p className="small">{t(name === null ? 'attributes.rule.none' : 'attributes.rule.noneOf')}</p> : null}
      <ol className={styles.sources}>
        {sources.map((source, at) => {
          const label = words.get(source) ?? source;
          return (
            <li key={source}>
              <span className="grow">{label}</span>
              {may ? (
                <>
                  <IconButton
                    icon="left"
                    className={styles.up}
                    label={t('attributes.rule.up', { source: label })}
                    disabled={at === 0}
                    onClick={() => setSources(swapped(sources, at, at - 1))}
                  />
                  <IconButton
                    icon="close"
                    label={t('attributes.rule.remove', { source: label })}
                    onClick={() => setSources(sources.filter((one) => one !== source))}
                  />
                </>
              ) : null}
            </li>
          );
        })}
      </ol>
      {may && left.length > 0 ? (
        <Select
          label={t('attributes.rule.add')}
          placeholder={t('attributes.rule.pick')}
          data={left}
          value={null}
          onChange={(source) => source && setSources([...sources, source])}
        />
      ) : null}
      {may ? (
        <Footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="seal" busy={save.isPending} onClick={() => save.mutate({ body: { name, sources: [...sources] } })}>
            {t('common.save')}
          </Button>
        </Footer>
      ) : (
        <p className="faint small">{t('attributes.rule.adminsOnly')}</p>
      )}
    </div>
  );
};
