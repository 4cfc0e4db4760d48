import type { Replay, ReplayFrame } from '@wayfare/contracts';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.js';
import { IconButton } from '../../ui/Button.js';
import { bustleOf } from './frames.js';
import styles from './replay.module.css';
import { sayFrame } from './sentence.js';
import type { Player as Playing } from './usePlayer.js';

interface PlayerProps {
  readonly replay: Replay;
  readonly frame: ReplayFrame;
  readonly player: Playing;
}

/** The days of a journey on a slider, with a button that lets them go by, and what happened on the one that is shown. */
export const Player = ({ replay, frame, player }: PlayerProps) => {
  const { t } = useTranslation();
  const { date, dateTime } = useFormat();
  const { at, playing, show, toggle } = player;
  const slider = useRef<HTMLInputElement>(null);
  // the arrow keys go from day to day at once, and not back to another mode
  useEffect(() => slider.current?.focus(), []);
  const last = replay.frames.length - 1;
  const when = replay.step === 'day' ? date(frame.from) : dateTime(frame.from);
  return (
    <section className={styles.player} aria-label={t('canvas.replay.player')}>
      <IconButton
        icon={playing ? 'pause' : 'play'}
        kind="plain"
        label={t(playing ? 'canvas.replay.pause' : 'canvas.replay.play')}
        keys="Space"
        disabled={last === 0}
        onClick={toggle}
      />
      <div className={styles.track}>
        <Bustle frames={replay.frames} at={at} />
        <input
          ref={slider}
          type="range"
          min={0}
          max={last}
          value={at}
          disabled={last === 0}
          aria-label={t(`canvas.replay.slider.${replay.step}`)}
          aria-valuetext={when}
          onChange={(event) => show(Number(event.currentTarget.value))}
        />
      </div>
      <p className={styles.told} role="status" aria-label={t('canvas.replay.told')}>
        <b>{when}</b> <span>{sayFrame(frame, replay.steps, t)}</span>
      </p>
    </section>
  );
};

const HEIGHT = 22;
/** A bar is never wider than this share of the track, however few days there are. */
const WIDEST = 0.022;

/** How much went on on each day, above its place on the slider, so that one sees where to look. */
const Bustle = ({ frames, at }: { frames: readonly ReplayFrame[]; at: number }) => {
  const bars = useMemo(() => {
    const bustle = frames.map(bustleOf);
    const most = Math.max(1, ...bustle);
    return bustle.map((much) => (much === 0 ? 0 : Math.max(1.5, (HEIGHT * much) / most)));
  }, [frames]);
  const track = Math.max(1, bars.length - 1);
  const width = Math.min(0.8, track * WIDEST);
  return (
    <svg className={styles.bustle} viewBox={`0 0 ${track} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((height, index) => (
        <rect
          // the frames of a journey only ever grow at their end
          key={frames[index]?.from}
          x={index - width / 2}
          width={width}
          y={HEIGHT - height}
          height={height}
          data-on={index === at || undefined}
        />
      ))}
    </svg>
  );
};
