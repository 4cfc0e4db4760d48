import { html, htmlLanguage } from '@codemirror/lang-html';
import CodeMirror, { EditorView, type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { type Ref, useImperativeHandle, useMemo, useRef } from 'react';
import { useThemePreference } from '../../theme/preference.js';
import styles from './editor.module.css';
import { begunExpression, type Expression } from './liquid.js';

/** What others may do with the editor. */
export interface EditorHandle {
  /** Puts text where the cursor stands, in place of what is selected, and gives the editor the focus. */
  insert(text: string): void;
  /** @param line counted from 1 */
  goTo(line: number): void;
}

interface CodeEditorProps {
  readonly value: string;
  onChange(value: string): void;
  readonly label: string;
  readonly readOnly: boolean;
  /** Completed after `{{`. */
  readonly expressions: readonly Expression[];
  readonly ref?: Ref<EditorHandle>;
}

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '.cm-content': { fontFamily: 'var(--mono)', caretColor: 'var(--seal)', padding: '12px 0' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--sunken) 70%, transparent)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', border: '1px solid var(--line-strong)', borderRadius: '8px', overflow: 'hidden' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--seal-soft)', color: 'var(--seal)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
});

/** What is asked of the editor's own completion: only as much of it as is used here. */
interface Asked {
  readonly pos: number;
  readonly state: { sliceDoc(from: number, to: number): string };
}

const REACH = 200;

const completeFrom = (expressions: readonly Expression[]) => (asked: Asked) => {
  const begun = begunExpression(asked.state.sliceDoc(Math.max(0, asked.pos - REACH), asked.pos));
  if (begun === null) return null;
  const options = expressions.map(({ path, label }) => ({ label: path, detail: label, type: 'variable' }));
  return { from: asked.pos - begun.length, options, validFor: /^[\w."[\]]*$/ };
};

/** MJML or HTML with Liquid in it. */
export const CodeEditor = ({ value, onChange, label, readOnly, expressions, ref }: CodeEditorProps) => {
  const theme = useThemePreference((state) => state.theme);
  const editor = useRef<ReactCodeMirrorRef>(null);
  const extensions = useMemo(
    () => [
      html({ matchClosingTags: true, autoCloseTags: true }),
      htmlLanguage.data.of({ autocomplete: completeFrom(expressions) }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      look,
    ],
    [expressions, label],
  );
  useImperativeHandle(ref, () => ({
    insert: (text) => {
      const view = editor.current?.view;
      if (!view) return;
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    goTo: (line) => {
      const view = editor.current?.view;
      if (!view) return;
      const { from } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
  }));
  return (
    <CodeMirror
      ref={editor}
      className={styles.code ?? ''}
      height="100%"
      theme={theme}
      value={value}
      readOnly={readOnly}
      extensions={extensions}
      basicSetup={{ foldGutter: false, highlightActiveLine: true }}
      onChange={onChange}
    />
  );
};
