import type { ChannelHealthStore } from '../store/ChannelHealthStore';

interface Note {
  succeeded: boolean;
  /** Since the last success. */
  failed: number;
  error: string;
}

/** Collects how deliveries went, to be stored once a channel. */
export class HealthNotes {
  readonly #notes = new Map<string, Note>();

  /** A delivery by a channel succeeded. */
  succeeded(channel: string): void {
    this.#notes.set(channel, { succeeded: true, failed: 0, error: '' });
  }

  /** A delivery by a channel failed. */
  failed(channel: string, error: string): void {
    const before = this.#notes.get(channel);
    this.#notes.set(channel, {
      succeeded: before?.succeeded ?? false,
      failed: (before?.failed ?? 0) + 1,
      error,
    });
  }

  /** Stores what was collected, and forgets it. */
  async store(store: ChannelHealthStore, at: Date): Promise<void> {
    for (const [channel, note] of this.#notes) {
      await store.note(channel, { at, ...note });
    }
    this.#notes.clear();
  }
}
