import type { NotifyReason } from '@ai-governance/plugin-ai-governance-common';
import {
  durationText,
  type AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';
import type { KnownBlock } from '@slack/web-api';
import { MAX_FALLBACK, section, toList, type SlackContents } from './message';
import { escapeText } from './text';

/** A reply in the thread of a message. */
export interface ThreadReply {
  contents: SlackContents;
  /** Whether the channel sees it, too: a change of the message calls nobody, and a reply only who follows the thread. */
  broadcast: boolean;
}

/** Why people are called again, in words. */
const WORDS: Partial<Record<NotifyReason, string>> = {
  graver: 'This has become graver.',
  'silence-ended': 'A silence has ended, and this still fires.',
  escalation: 'Nobody has taken this on yet.',
  repeat: 'This still fires.',
};

/**
 * What is to be said in the thread of an earlier message.
 * @returns undefined when the change of the message says enough
 */
export function toThreadReply(message: AlertMessage): ThreadReply | undefined {
  const { transition, acknowledgedBy, since, at } = message;
  switch (transition) {
    case 'acknowledge':
      return said(
        acknowledgedBy
          ? `✋ Acknowledged by ${acknowledgedBy}`
          : '✋ Acknowledged',
      );
    case 'resolve':
      return said(`✅ Resolved after ${durationText(since, at)}`);
    case 'trigger':
      return toCall(message);
    default:
      return undefined;
  }
}

function toCall({ reason, newMembers }: AlertMessage): ThreadReply | undefined {
  const words = WORDS[reason];
  if (newMembers.length === 0 && !words) {
    return undefined;
  }
  const names = newMembers.map(({ title }) => title).join(', ');
  const text = [words, names && `New: ${names}`].filter(Boolean).join(' ');
  const blocks: KnownBlock[] = [
    ...(words ? [section(words)] : []),
    ...toList('*New*\n', newMembers, newMembers.length),
  ];
  return {
    contents: { text: escapeText(text, MAX_FALLBACK), blocks },
    broadcast:
      words !== undefined ||
      newMembers.some(({ severity }) => severity === 'critical'),
  };
}

function said(text: string): ThreadReply {
  const escaped = escapeText(text, MAX_FALLBACK);
  return {
    contents: { text: escaped, blocks: [section(escaped)] },
    broadcast: false,
  };
}
