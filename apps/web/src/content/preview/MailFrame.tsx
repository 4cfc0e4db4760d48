import { frameDocument } from './frame.js';
import styles from './preview.module.css';

interface MailFrameProps {
  readonly html: string;
  readonly title: string;
  readonly isDark?: boolean;
}

/** Someone's HTML, shown without letting it run, read or send anything. */
export const MailFrame = ({ html, title, isDark = false }: MailFrameProps) => (
  <iframe
    className={styles.frame}
    title={title}
    sandbox="allow-popups allow-popups-to-escape-sandbox"
    srcDoc={frameDocument(html, isDark)}
  />
);
