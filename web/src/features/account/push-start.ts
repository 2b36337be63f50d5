import { session } from "../../app/server.ts";
import { refresh } from "./push-here.ts";

// This browser is pushed to: the server hears of it by the session that it has now.
let before = "";
session.subscribe(look);
look();

function look(): void {
  if (session.state === "signed_in" && before !== "signed_in") {
    void refresh().catch(() => undefined);
  }
  before = session.state;
}
