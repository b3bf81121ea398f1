import type {
  FleetVersion,
  SeenVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { InputError } from '@backstage/errors';
import type { TaskMarks } from '../database/TaskMarks';
import { decodeCursor, encodeCursor } from '../fleet/cursor';
import type { ReadScope } from '../fleet/listed';
import {
  LAST_LOOK,
  type StoredVersion,
  type VersionPosition,
  type VersionStore,
} from './VersionStore';

/** Which page. */
interface PageRequest {
  cursor?: string;
  limit: number;
}

/** The history of versions, by pages. */
export class VersionService {
  readonly #store: VersionStore;
  readonly #marks: TaskMarks;

  static create(options: {
    store: VersionStore;
    marks: TaskMarks;
  }): VersionService {
    return new VersionService(options.store, options.marks);
  }

  private constructor(store: VersionStore, marks: TaskMarks) {
    this.#store = store;
    this.#marks = marks;
  }

  /** The versions seen behind a model's endpoint, the latest first. @throws InputError for a foreign cursor */
  async ofModel(
    modelId: string,
    request: PageRequest,
  ): Promise<{ versions: SeenVersion[]; nextCursor: string | null }> {
    const { items, nextCursor } = await this.#page(
      `versions/${modelId}`,
      request,
      page => this.#store.ofModel(modelId, page),
    );
    return { versions: items.map(({ version }) => version), nextCursor };
  }

  /**
   * The versions seen behind all endpoints of a scope, the latest first.
   * @param request - `since`: ISO instant, first seen from then on
   * @throws InputError for a foreign cursor
   */
  async ofFleet(
    request: PageRequest & { scope: ReadScope; since?: string },
  ): Promise<{ items: FleetVersion[]; nextCursor: string | null }> {
    const { items, nextCursor } = await this.#page('versions', request, page =>
      this.#store.ofFleet({ ...request, ...page }),
    );
    return {
      items: items.map(({ version, modelId, title, cloud }) => ({
        ...version,
        modelId,
        title,
        cloud,
      })),
      nextCursor,
    };
  }

  async #page<T extends StoredVersion>(
    kind: string,
    { cursor, limit }: PageRequest,
    read: (page: {
      after: VersionPosition | undefined;
      limit: number;
      lastLook: string | undefined;
    }) => Promise<T[]>,
  ): Promise<{ items: T[]; nextCursor: string | null }> {
    const versions = await read({
      after: cursor ? positionOf(kind, cursor) : undefined,
      limit: limit + 1,
      lastLook: await this.#marks.get(LAST_LOOK),
    });
    const items = versions.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor:
        versions.length > limit && last
          ? encodeCursor(kind, [last.firstSeen, last.id])
          : null,
    };
  }
}

function positionOf(kind: string, cursor: string): VersionPosition {
  const [firstSeen, id] = decodeCursor(kind, 2, cursor);
  if (typeof firstSeen !== 'string' || typeof id !== 'number') {
    throw new InputError("cursor: must be the 'nextCursor' of an answer");
  }
  return { firstSeen, id };
}
