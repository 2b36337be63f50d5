import type account from "./en/account.json";
import type admin from "./en/admin.json";
import type app from "./en/app.json";
import type audit from "./en/audit.json";
import type auth from "./en/auth.json";
import type automation from "./en/automation.json";
import type board from "./en/board.json";
import type calendar from "./en/calendar.json";
import type common from "./en/common.json";
import type detail from "./en/detail.json";
import type fields from "./en/fields.json";
import type filter from "./en/filter.json";
import type history from "./en/history.json";
import type inbox from "./en/inbox.json";
import type kept from "./en/kept.json";
import type lists from "./en/lists.json";
import type live from "./en/live.json";
import type overview from "./en/overview.json";
import type palette from "./en/palette.json";
import type plan from "./en/plan.json";
import type quickadd from "./en/quickadd.json";
import type refusals from "./en/refusals.json";
import type remind from "./en/remind.json";
import type said from "./en/said.json";
import type search from "./en/search.json";
import type settings from "./en/settings.json";
import type table from "./en/table.json";
import type task from "./en/task.json";
import type template from "./en/template.json";
import type time from "./en/time.json";
import type transfer from "./en/transfer.json";
import type view from "./en/view.json";
import type webhooks from "./en/webhooks.json";

/** Every message. English names them all; tests hold the other languages to it. */
export type MessageId = keyof (typeof account &
  typeof admin &
  typeof app &
  typeof audit &
  typeof auth &
  typeof automation &
  typeof board &
  typeof calendar &
  typeof common &
  typeof detail &
  typeof fields &
  typeof filter &
  typeof history &
  typeof inbox &
  typeof kept &
  typeof lists &
  typeof live &
  typeof overview &
  typeof palette &
  typeof plan &
  typeof quickadd &
  typeof refusals &
  typeof remind &
  typeof said &
  typeof search &
  typeof settings &
  typeof table &
  typeof task &
  typeof template &
  typeof time &
  typeof transfer &
  typeof view &
  typeof webhooks);
