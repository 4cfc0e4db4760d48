import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ButtonKind } from './Button.js';
import styles from './Button.module.css';
import { Icon } from './Icon.js';
import type { IconName } from './icons.js';

interface ButtonLinkProps {
  /** A page of this app … */
  readonly to?: string;
  /** … or an address that the browser follows by itself: a file, another part of the server. */
  readonly href?: string;
  readonly download?: boolean;
  readonly icon?: IconName;
  readonly kind?: ButtonKind;
  readonly small?: boolean;
  readonly children: ReactNode;
}

/** A way to somewhere that looks like a button: it can be opened in another tab, and read aloud as a link. */
export const ButtonLink = ({ to, href, download, icon, kind = 'plain', small = false, children }: ButtonLinkProps) => {
  const look = { className: styles.button, 'data-kind': kind, 'data-small': small || undefined };
  const inside = (
    <>
      {icon ? <Icon name={icon} size={small ? 13 : 14} /> : null}
      {children}
    </>
  );
  if (to !== undefined) {
    return (
      <Link to={to} {...look}>
        {inside}
      </Link>
    );
  }
  return (
    <a href={href} {...look} {...(download ? { download: '' } : { target: '_blank', rel: 'noreferrer' })}>
      {inside}
    </a>
  );
};
