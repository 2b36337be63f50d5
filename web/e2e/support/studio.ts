/** A workspace as people have it: several of them, long names, right-to-left texts, work in every state. */
import type { Receiver } from "./receiver.ts";
import { Person, type Row, until } from "./seed.ts";
import type { Server } from "./server.ts";

export interface Studio {
  readonly ana: Person;
  readonly workspace: Row;
  readonly project: Row;
  /** The key of the task with the most to show. */
  readonly task: string;
  readonly webhook: string;
  readonly rule: string;
}

const PEOPLE = [
  "Bo Chen",
  "Maximiliana Freifrau von Hohenstein-Wolkenburg",
  "محمد عبد الرحمن الخطيب",
  "Priya Subramaniam",
];

const WORK: Readonly<Record<string, readonly string[]>> = {
  Backlog: [
    "Dark theme for printed labels",
    "Überwachungskamerahalterungsbefestigungsschraubensortiment neu fotografieren",
    "Ask the printer for a quote",
  ],
  "To do": [
    "Fix login redirect after password change",
    "تحديث صفحة الأسعار قبل نهاية الأسبوع",
    "Photograph the new chairs in the studio on Lindenstraße, in daylight, with and without people",
    "Write the press release",
    "Renew the certificate of shop.example.org",
  ],
  "In progress": [
    "Checkout: one page instead of three",
    "Translate the catalogue to Portuguese and check every measure against the technical drawings",
    "مراجعة ترجمة دليل المستخدم",
  ],
  Done: ["Move the newsletter to the new server", "Order the fair booth", "Payroll for November"],
};

const DESCRIPTION = [
  "## Why",
  "People leave on the second page. **Two of five** never come back.",
  "- [x] Draw the page",
  "- [ ] Build it with `<form>` and one submit",
  "- [ ] Ask [three customers](https://example.org/interviews)",
  "",
  "| Step | Before | After |",
  "|---|---|---|",
  "| Address | 1:20 | 0:40 |",
  "| Payment | 0:50 | 0:30 |",
].join("\n");

export async function studio(server: Server, receiver?: Receiver): Promise<Studio> {
  const ana = await Person.register(server.origin, "Ana Lindqvist");
  const workspace = await ana.post("/workspaces", { name: "Nordlicht Studio" });
  const ws = `/workspaces/${workspace.id}`;
  const people: Person[] = [];
  for (const [at, name] of PEOPLE.entries()) {
    const person = await Person.register(server.origin, name, `person${at}`);
    await ana.invite(workspace.id, person, to => server.mail(to));
    people.push(person);
  }
  await ana.post(`${ws}/teams`, {
    name: "Shop and warehouse",
    member_ids: people.slice(0, 2).map(one => one.id),
  });
  const project = await ana.post(`${ws}/projects`, {
    name: "Webshop relaunch",
    key: "SHOP",
    icon: "rocket",
    colour: "#4453d6",
  });
  for (const more of [
    { name: "Spring fair", key: "FAIR", icon: "megaphone" },
    { name: "Kundenzufriedenheitsbefragung und Auswertung der Ergebnisse", key: "KUNDE" },
    { name: "مشروع الترجمة", key: "AR", icon: "globe" },
  ]) {
    await ana.post(`${ws}/projects`, more);
  }
  const tags: Row[] = [];
  for (const [name, colour] of [
    ["bug", "#e5484d"],
    ["design", "#8a5cd6"],
    ["waiting for customer feedback", "#d99a00"],
  ]) {
    tags.push(await ana.post(`${ws}/tags`, { name, colour }));
  }
  const of = `/projects/${project.id}`;
  const { items: statuses } = await ana.get<{ items: (Row & { name: string })[] }>(`${of}/statuses`);
  const progress = statuses.find(status => status.name === "In progress");
  await ana.patch(`/statuses/${progress?.id}`, { wip_limit: 2 });
  const field = (body: object) => ana.post(`${of}/custom-fields`, body);
  const size = await field({
    name: "Size",
    type: "select",
    options: [
      { name: "Small", colour: "#30a46c" },
      { name: "Large", colour: "#e5484d" },
    ],
  });
  const customer = await ana.post(`${ws}/custom-fields`, { name: "Customer", type: "text" });
  const link = await field({ name: "Design", type: "url" });
  await field({ name: "Reviewer", type: "person" });
  const launch = await ana.post(`${of}/milestones`, { name: "Launch", target_on: "2031-03-14" });
  await ana.post(`${of}/milestones`, {
    name: "Beta with three shops, one of them abroad",
    target_on: "2020-02-01",
  });
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const sprint = await ana.post(`${of}/cycles`, { name: "Sprint 7", start_on: day(-4), end_on: day(9) });
  await ana.post(`/cycles/${sprint.id}/start`);
  await ana.post(`${of}/cycles`, { name: "Sprint 8", start_on: day(10), end_on: day(23), goal: "Payments" });

  let rich = "";
  let count = 0;
  for (const [column, titles] of Object.entries(WORK)) {
    const status = statuses.find(one => one.name === column) ?? statuses[0];
    for (const title of titles) {
      count += 1;
      const task = await ana.post(`${of}/tasks`, {
        title,
        status_id: status?.id,
        position: "bottom",
        priority: ["none", "high", "medium", "low", "urgent"][count % 5],
        assignee_ids: count % 3 === 0 ? [] : [ana.id, ...people.map(one => one.id)].slice(0, (count % 4) + 1),
        tag_ids: tags.slice(0, count % 4).map(tag => tag.id),
        ...(count % 2 === 0 && { due: { date: day(count - 6) } }),
        ...(count % 3 === 0 && { estimate: count % 8 }),
        ...(count % 2 === 1 && { cycle_id: sprint.id, milestone_id: launch.id }),
        custom_fields: { [size.id]: (size.options as { id: string }[])[count % 2]?.id },
      });
      if (title.startsWith("Checkout")) {
        rich = String(task.key);
        const at = `/tasks/${task.id}`;
        await ana.patch(at, {
          description: DESCRIPTION,
          due: { date: day(2) },
          estimate: 5,
          recurrence: { rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", mode: "schedule" },
          custom_fields: {
            [customer.id]: "Möbelhaus Lindqvist & Söhne",
            [link.id]: "https://example.org/checkout",
          },
          assignee_ids: [ana.id, people[1]?.id],
        });
        for (const subtask of ["Address form", "Payment with one click", "Print the receipt"]) {
          await ana.post(`${of}/tasks`, { title: subtask, parent_id: task.id, status_id: status?.id });
        }
        await ana.post(`${at}/time-entries`, { seconds: 5_400, note: "Sketches" });
        await people[0]?.post(`${at}/time-entries`, { seconds: 9_000, note: "First version of the form" });
        await ana.post(`${at}/timer/start`);
        await ana.post(`${at}/reminders`, { before_minutes: 1_440 });
        await ana.post(`${at}/reminders`, { at: `${day(1)}T15:30:00Z` });
        const comment = await people[0]?.post(`${at}/comments`, {
          body: "I would drop the second address. **Nobody** uses it.",
        });
        await ana.post(`${at}/comments`, { body: "Agreed.", parent_id: comment?.id });
        await people[2]?.post(`${at}/comments`, { body: "هل نحتاج إلى نسخة من اليمين إلى اليسار؟" });
      }
    }
  }
  await ana.post(`${ws}/templates`, {
    name: "New customer",
    description: "From the first call to the first invoice",
    task: {
      title: "Welcome the customer",
      due_in: { days: 14 },
      subtasks: [
        { title: "Open the account", due_in: { days: 1 }, priority: "high" },
        { title: "Send the samples", due_in: { days: 3 }, subtasks: [{ title: "Ask which colours" }] },
      ],
    },
  });
  await ana.post(`${ws}/templates`, {
    name: "Urlaubsvertretungsübergabeprotokoll mit allen offenen Vorgängen",
    task: { title: "Übergabe" },
  });
  await ana.post(`${of}/template`, { name: "Shop relaunch" });
  await ana.post(`${of}/templates`, { name: "Release", task: { title: "Release", due_in: { days: 7 } } });
  await ana.post(`${of}/members`, { user_id: people[3]?.id, role: "manager" });
  await ana.post(`${ws}/invitations`, {
    emails: ["somebody.with.a.long.address@department.example.org"],
    role: "guest",
  });
  await ana.post(`${ws}/exports`, { format: "csv" });
  const form = new FormData();
  form.append("file", new Blob(["Title,State,Due\nRent,open,2027-01-01\nBread,done,\n"]), "list.csv");
  await ana.upload(`${ws}/imports/csv`, form);
  const webhook = receiver ? await webhooks(ana, ws, receiver) : "";
  const rule = await rules(ana, ws, project, [people[0]?.id, people[2]?.id]);
  await ana.patch(of, { name: "Webshop relaunch 2027", target_on: "2031-03-14" });
  await people[3]?.patch(`/statuses/${statuses[0]?.id}`, { name: "Ideas" });
  const { items: found } = await ana.get<{ items: Row[] }>(`${of}/tasks?filter=priority+%3D+low&limit=3`);
  for (const one of found) {
    await people[1]?.patch(`/tasks/${one.id}`, { priority: "urgent" });
  }
  return { ana, workspace, project, task: rich, webhook, rule };
}

/** One that works, with what it sent; one that gave up; one that rests. */
async function webhooks(ana: Person, ws: string, receiver: Receiver): Promise<string> {
  const path = `${ws}/webhooks`;
  const make = (body: object) => ana.post(path, body);
  const good = await make({
    url: receiver.url,
    description: "Build server",
    event_types: ["task.*", "comment.created"],
    filter: "priority >= high",
  });
  await ana.post(`${path}/${good.id}/ping`);
  await until(() => receiver.got[0]);
  await ana.post(`${path}/${good.id}/rotate-secret`, {});
  receiver.status = 503;
  await ana.post(`${path}/${good.id}/ping`);
  await until(() => receiver.got[1]);
  receiver.status = 200;
  await make({ url: receiver.url.replace("taskflow", "chat"), event_types: ["task.completed", "member.*"] });
  const off = await make({ url: receiver.url.replace("taskflow", "old-crm/incoming/tasks") });
  await ana.patch(`${path}/${off.id}`, { enabled: false });
  return good.id;
}

async function rules(ana: Person, ws: string, project: Row, people: (string | undefined)[]): Promise<string> {
  const rule = (name: string, body: object) =>
    ana.post(`${ws}/rules`, { name, project_id: project.id, ...body });
  const first = await rule("Urgent work is somebody’s", {
    trigger: { on: "event", types: ["task.updated"], fields: ["priority"] },
    filter: "priority = urgent",
    actions: [
      { do: "assign", add: people },
      { do: "comment", body: "{{task.key}} is urgent: please look today." },
    ],
  });
  await rule("Overdue things get louder every morning", {
    trigger: { on: "schedule", time: "08:30", timezone: "Europe/Berlin", weekdays: ["monday", "thursday"] },
    filter: "is overdue",
    actions: [{ do: "set", fields: { priority: "high" } }],
  });
  const off = await rule("إغلاق المهام القديمة", {
    trigger: { on: "event", types: ["comment.created"] },
    actions: [{ do: "complete" }],
  });
  await ana.patch(`/rules/${off.id}`, { enabled: false });
  return first.id;
}
