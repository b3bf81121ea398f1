import type {
  HourlyCounts,
  HourlyOutcomes,
  JoinedValue,
  LoggedValue,
  OutcomeRequest,
} from '@ai-governance/plugin-ai-governance-node';
import { InputError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { joinRanges } from '../baselines/hourRanges';
import { durationHours, toHour } from '../database/time';
import { type HourOfLogs, listRanges, toBatches } from '../ingestion/planHours';
import { addressOf, type LabelFiles } from '../labels/LabelFiles';
import { findFresh } from './findFresh';
import type { LabelEntry } from './LabelLedger';
import { type OutcomeSource, rulesOf } from './outcomeBasis';
import type { StoredOutcomeGrid } from './OutcomeGridStore';
import type { OutcomeParts, OutcomeTask } from './OutcomeIngestion';
import type { OutcomeHours } from './OutcomeStore';

const keyOf = ({ variant, hour }: { variant: string; hour: number }) =>
  `${hour}\n${variant}`;

/** Log objects per batch of hours that are counted again. */
const BATCH_OBJECTS = 300;

/** Hours by which a label's hour may lie before that of its decision: clocks differ. */
const CLOCK_HOURS = 1;

/**
 * One pass over a model's new logs and labels.
 *
 * A label says whose it is and not when that was decided. Hours keep short hashes of their ids; by them a new label object
 * finds the hours it touches, and only these are read again. All labels of an hour must be there when it is counted: which
 * objects touch which hour is kept, so no others are fetched. An hour that is read for the first time may have labels in any
 * object since, all of which are fetched.
 *
 * A label object is in the ledger when all hours it touches have been counted with it. A pass that is cut off before
 * begins anew with the same objects; counting an hour twice comes to the same.
 */
export class OutcomePass {
  readonly #parts: OutcomeParts;
  readonly #task: OutcomeTask;
  readonly #grid: StoredOutcomeGrid;
  readonly #files: LabelFiles;
  /** Objects that are new or have changed. */
  readonly #fresh: Map<string, LabelEntry>;
  readonly #joined: Map<string, JoinedValue>;
  readonly #filesTag: string;
  /** Hours that were counted in this pass, with all labels there are. */
  readonly #counted = new Set<string>();
  /** What could not be read although the rest was. */
  readonly problems: string[] = [];

  /** Looks for new label objects, and fetches the files that are joined. */
  static async begin(
    parts: OutcomeParts,
    task: OutcomeTask,
    grid: StoredOutcomeGrid,
    files: LabelFiles,
  ): Promise<OutcomePass> {
    const { basis } = grid;
    const joined = new Map<string, JoinedValue>();
    const etags: string[] = [];
    const sources = [
      ...basis.attributes,
      ...(basis.stratum ? [basis.stratum] : []),
    ];
    for (const { source } of sources) {
      if (source.from === 'file') {
        const { path, key, etag } = await files.file(source.uri);
        joined.set(JSON.stringify(source), {
          from: 'file',
          path,
          key,
          format: path.endsWith('.csv') ? 'csv' : 'parquet',
          idColumn: source.idColumn,
          valueColumn: source.valueColumn,
        });
        etags.push(etag);
      }
    }
    return new OutcomePass(parts, task, grid, files, {
      fresh: await findFresh(parts, task, grid),
      joined,
      filesTag: createHash('sha256')
        .update(JSON.stringify(etags))
        .digest('hex'),
    });
  }

  private constructor(
    parts: OutcomeParts,
    task: OutcomeTask,
    grid: StoredOutcomeGrid,
    files: LabelFiles,
    found: {
      fresh: Map<string, LabelEntry>;
      joined: Map<string, JoinedValue>;
      filesTag: string;
    },
  ) {
    this.#parts = parts;
    this.#task = task;
    this.#grid = grid;
    this.#files = files;
    this.#fresh = found.fresh;
    this.#joined = found.joined;
    this.#filesTag = found.filesTag;
  }

  /** What is to be counted of hours that are read for the first time, or whose logs have changed. */
  async requestFor(hours: HourOfLogs[]): Promise<OutcomeRequest> {
    const fromHour = Math.min(...hours.map(({ hour }) => hour));
    return this.#request(
      await this.#parts.ledger.since(
        this.#task.model.id,
        this.#addresses(),
        fromHour - CLOCK_HOURS,
      ),
    );
  }

  /** The outcomes among the counts of such hours, to be stored in one transaction with them. */
  hoursOf(counts: HourlyCounts[]): OutcomeHours {
    return this.#toStore(
      counts.flatMap(({ variant, hour, outcomes }) =>
        outcomes ? [{ variant, hour, ...outcomes }] : [],
      ),
    );
  }

  /** Counts the hours that new labels touch, and those that were never counted on this grid; then the labels are done. */
  async finish(): Promise<void> {
    const { ledger, store, engine } = this.#parts;
    const { model, profileGrid, monitor, untilHour, signal } = this.#task;
    const freshFiles = await this.#files.labels(this.#fresh.values());
    const contents = await engine.inspectLabels({
      files: freshFiles,
      name: this.#grid.basis.label,
      signal,
    });
    const fromHour = untilHour - this.#parts.options.lookbackHours;
    const scope = {
      modelId: model.id,
      gridVersion: this.#grid.version,
      fromHour,
    };
    const ids = new Set<number>();
    for (const object of contents) {
      object.ids.forEach(id => ids.add(id));
      if (object.labels === 0 && object.rejected > 0) {
        this.problems.push(
          `None of the ${object.rejected} lines of ${object.key} is a label that can be used`,
        );
      }
    }
    const uncounted = await store.uncounted({
      ...scope,
      profileGridVersion: profileGrid.version,
    });
    const window = durationHours(monitor.settings.outcomes!.window);
    const due = [
      ...uncounted,
      ...(await store.hoursOf({
        ...scope,
        ids,
        idScheme: contents[0]?.idScheme ?? '',
      })),
      ...(this.#joined.size > 0
        ? await store.joinedOtherwise({
            ...scope,
            filesTag: this.#filesTag,
            fromHour: Math.max(fromHour, untilHour - window),
          })
        : []),
    ].filter(hour => !this.#counted.has(keyOf(hour)));
    if (due.length > 0) {
      await this.#recount(due, new Set(uncounted.map(keyOf)));
    }
    await ledger.add(
      model.id,
      contents.map(({ key, labels, rejected }) => ({
        ...this.#fresh.get(key)!,
        labels,
        rejected,
      })),
    );
  }

  /** Deletes local copies. */
  async close(): Promise<void> {
    await this.#files.close();
  }

  /** @param unknown - hours of which it is not known which label objects touch them */
  async #recount(
    due: { variant: string; hour: number }[],
    unknown: Set<string>,
  ): Promise<void> {
    const { store, options, logger } = this.#parts;
    const { model, source, signal } = this.#task;
    const wanted = new Set(due.map(keyOf));
    const listed = await listRanges(
      joinRanges(due.map(({ hour }) => [hour, hour + 1] as const)),
      { source, entity: model.entity, signal },
    );
    const hours = listed.filter(hour => wanted.has(keyOf(hour)));
    const batches = toBatches(hours, {
      bytes: options.batchBytes,
      objects: BATCH_OBJECTS,
    });
    for (const batch of batches) {
      signal.throwIfAborted();
      await this.#recountBatch(batch, unknown);
    }
    const gone = due.filter(hour => !this.#counted.has(keyOf(hour)));
    await store.markUnreadable(
      {
        modelId: model.id,
        gridVersion: this.#grid.version,
        grid: this.#grid.grid,
      },
      gone,
    );
    logger.info(
      `${model.entityRef}: outcomes of ${
        hours.length
      } hours counted with their labels${
        gone.length > 0 ? `; the logs of ${gone.length} more are gone` : ''
      }`,
    );
  }

  async #recountBatch(
    batch: HourOfLogs[],
    unknown: Set<string>,
  ): Promise<void> {
    const { engine, fetcher, ledger, store } = this.#parts;
    const { model, source, monitor, signal } = this.#task;
    const { columns, rowsPath } = monitor.settings;
    if (columns === 'auto') {
      throw new InputError(
        `The columns of ${model.entityRef} are not known yet`,
      );
    }
    const known = await ledger.ofHours(
      model.id,
      this.#addresses(),
      batch.map(({ hour }) => hour),
    );
    const firstUnknown = batch.find(hour => unknown.has(keyOf(hour)));
    if (firstUnknown) {
      const since = await ledger.since(
        model.id,
        this.#addresses(),
        firstUnknown.hour - CLOCK_HOURS,
      );
      since.forEach((entry, key) => known.set(key, entry));
    }
    const outcomes = await this.#request(known);
    await fetcher.withFiles(
      { source, entity: model.entity, hours: batch, signal },
      async ({ files }) => {
        const counts =
          files.length === 0
            ? []
            : await engine.countOutcomes({
                files,
                format: source.format,
                rowsPath,
                columns,
                outcomes,
                signal,
              });
        await store.putHours(model.id, this.#toStore(counts));
      },
    );
  }

  async #request(known: Map<string, LabelEntry>): Promise<OutcomeRequest> {
    const { basis, grid } = this.#grid;
    const files = await this.#files.labels(
      new Map([...known, ...this.#fresh]).values(),
    );
    for (const key of this.#files.vanished) {
      const problem = `The label object ${key} is gone, so its labels do not count where its hours are counted again`;
      if (!this.problems.includes(problem)) {
        this.problems.push(problem);
      }
    }
    const valueOf = (source: OutcomeSource): LoggedValue | JoinedValue =>
      source.from === 'file'
        ? this.#joined.get(JSON.stringify(source))!
        : source;
    return {
      grid,
      rules: rulesOf(basis),
      prediction: basis.prediction,
      score: basis.score,
      attributes: basis.attributes.map(({ source }) => valueOf(source)),
      stratum: basis.stratum && valueOf(basis.stratum.source),
      labels: { name: basis.label, files },
    };
  }

  #toStore(counts: HourlyOutcomes[]): OutcomeHours {
    for (const { variant, hour } of counts) {
      this.#counted.add(keyOf({ variant, hour: toHour(hour) }));
    }
    return {
      gridVersion: this.#grid.version,
      grid: this.#grid.grid,
      filesTag: this.#filesTag,
      counts,
    };
  }

  #addresses(): string[] {
    return this.#grid.basis.labelSources.map(addressOf);
  }
}
