/** What imports need of the house. */
export interface ImportParts {
  /** Folder of files that wait to be imported. */
  readonly uploads: string;
}
