/** The terminal as the dashboard sees it. */
export interface DashScreen {
  readonly columns: number;
  readonly rows: number;
  readonly unicode: boolean;
}
