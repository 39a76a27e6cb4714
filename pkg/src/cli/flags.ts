/** The options that every command has. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly timeout?: number;
  readonly baseUrl?: string;
  readonly deploymentUrl?: string;
  readonly apiKeyFile?: string;
  readonly allowHttp?: boolean;
}

/** The options of `update`. */
export interface UpdateFlags extends CommonFlags {
  readonly name?: string;
  readonly description?: string;
  readonly iconUrl?: string;
  readonly color?: string;
  readonly data?: string;
}

export type Format = "ndjson" | "csv" | "json";

export const FORMATS: readonly Format[] = ["ndjson", "csv", "json"];

/** The options of `validate`. */
export interface ValidateFlags extends CommonFlags {
  readonly format?: Format;
}

/** The options of `apply`. */
export interface ApplyFlags extends ValidateFlags {
  readonly dryRun?: boolean;
  readonly concurrency?: number;
  readonly maxFailures?: number;
  readonly resume?: string;
  readonly failures?: string;
  readonly skipInvalid?: boolean;
}
