import { type ReactNode, Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation, useParams, useSearch } from "wouter";
import { useWorkspaces } from "../features/workspace/queries.ts";
import NotFound from "../routes/not-found.tsx";
import { Bones } from "../ui/states.tsx";
import { VIEWS, workspaceSlug } from "./address.ts";
import { chunk, type Load, type Part } from "./chunk.ts";
import { allMessages, doorMessages } from "./i18n.ts";
import { useLiveWorkspace } from "./live.ts";
import { pref, setPref } from "./prefs.ts";
import { useSessionState, wasSignedIn } from "./server.ts";
import { Shell } from "./shell/shell.tsx";

/** A page for visitors. */
const door = <T extends Part>(load: Load<T>) => chunk(load, doorMessages);
/** A page that says what the first ones do not. */
const later = <T extends Part>(load: Load<T>) => chunk(load, allMessages);

const SignIn = door(() => import("../routes/signin.tsx"));
const Register = door(() => import("../routes/register.tsx"));
const Forgot = door(() => import("../routes/forgot-password.tsx"));
const Reset = door(() => import("../routes/reset-password.tsx"));
const Verify = door(() => import("../routes/verify-email.tsx"));
const Invitation = door(() => import("../routes/invitation.tsx"));
const NewWorkspace = later(() => import("../routes/new-workspace.tsx"));
const Start = chunk(() => import("../routes/start.tsx"));
const Board = chunk(() => import("../routes/board.tsx"));
const List = later(() => import("../routes/list.tsx"));
const Table = later(() => import("../routes/table.tsx"));
const Calendar = later(() => import("../routes/calendar.tsx"));
const Timeline = later(() => import("../routes/timeline.tsx"));
const Overview = later(() => import("../routes/overview.tsx"));
const View = later(() => import("../routes/view.tsx"));
const My = later(() => import("../routes/my.tsx"));
const Inbox = later(() => import("../routes/inbox.tsx"));
const Task = later(() => import("../routes/task.tsx"));
const TaskHistory = later(() => import("../routes/task-history.tsx"));
const ProjectHistory = later(() => import("../routes/project-history.tsx"));
const Peek = later(() => import("../features/task/peek.tsx"));
const Search = later(() => import("../routes/search.tsx"));
const Trash = later(() => import("../routes/trash.tsx"));
const Settings = later(() => import("../routes/settings.tsx"));
const Admin = later(() => import("../routes/admin.tsx"));
const ProjectSettings = later(() => import("../routes/project-settings.tsx"));
const Account = later(() => import("../routes/account.tsx"));

/** Every component in every state, for who works on them: builds that people get have no such page. */
const Gallery = import.meta.env.DEV ? later(() => import("../routes/gallery.tsx")) : undefined;

export function Routes() {
  return (
    <Suspense fallback={<Bones rows={8} />}>
      <Switch>
        <Route path="/signin" component={SignIn} />
        <Route path="/register" component={Register} />
        <Route path="/forgot-password" component={Forgot} />
        <Route path="/reset-password" component={Reset} />
        <Route path="/verify-email" component={Verify} />
        <Route path="/invitations" component={Invitation} />
        {Gallery && <Route path="/gallery" component={Gallery} />}
        <Route path="/">
          <SignedIn>
            <Start />
          </SignedIn>
        </Route>
        <Route path="/new">
          <SignedIn>
            <NewWorkspace />
          </SignedIn>
        </Route>
        <Route path="/account/:page?">
          <SignedIn>
            <Beside>
              <Account />
            </Beside>
          </SignedIn>
        </Route>
        <Route path="/admin/:page?">
          <SignedIn>
            <Beside>
              <Admin />
            </Beside>
          </SignedIn>
        </Route>
        <Route path="/:ws/*?">
          <SignedIn>
            <Workspace />
          </SignedIn>
        </Route>
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}

/** Pages of no workspace, beside the one that was used last. */
function Beside({ children }: { children: ReactNode }) {
  const { workspaces, loading } = useWorkspaces();
  const last = workspaces.find(workspace => workspace.slug === pref("workspace")) ?? workspaces[0];
  // Who is in no workspace has things of their own.
  useLiveWorkspace(last?.id ?? (loading ? undefined : "me"));
  const beside = last?.slug ?? "";
  useEffect(() => {
    if (beside !== "" && pref("workspace") !== beside) {
      setPref("workspace", beside);
    }
  }, [beside]);
  return (
    <Shell>
      <Suspense fallback={<Bones rows={8} />}>{children}</Suspense>
    </Shell>
  );
}

/** Pages of a workspace, in its shell. */
function Workspace() {
  const { ws } = useParams<{ ws: string }>();
  const peek = new URLSearchParams(useSearch()).has("peek");
  const { workspaces, known } = useWorkspaces();
  const workspace = workspaces.find(one => one.slug === ws);
  const none = known && !workspace;
  useLiveWorkspace(workspace?.id);
  useEffect(() => {
    if (!none && pref("workspace") !== ws) {
      setPref("workspace", ws);
    }
  }, [ws, none]);
  if (none) {
    return (
      <Shell>
        <NotFound />
      </Shell>
    );
  }
  return (
    <Shell>
      <Suspense fallback={<Bones rows={8} />}>
        <Switch>
          <Route path="/:ws">
            <Redirect to={`/${ws}/my`} replace />
          </Route>
          <Route path="/:ws/inbox" component={Inbox} />
          <Route path="/:ws/my" component={My} />
          <Route path="/:ws/search" component={Search} />
          <Route path="/:ws/trash" component={Trash} />
          <Route path="/:ws/settings">
            <Redirect to={`/${ws}/settings/general`} replace />
          </Route>
          <Route path="/:ws/settings/:page/:id?" component={Settings} />
          <Route path="/:ws/p/:key">
            {({ key }) => <Redirect to={`/${ws}/p/${key}/${pref("views")[key] ?? "board"}`} replace />}
          </Route>
          <Route path="/:ws/p/:key/settings/:page?/:id?" component={ProjectSettings} />
          <Route path="/:ws/p/:key/history" component={ProjectHistory} />
          <Route path="/:ws/t/:key/history" component={TaskHistory} />
          <Route path="/:ws/t/:key" component={Task} />
          <Route path="/:ws/p/:key/board" component={Board} />
          <Route path="/:ws/p/:key/list" component={List} />
          <Route path="/:ws/p/:key/table" component={Table} />
          <Route path="/:ws/p/:key/calendar" component={Calendar} />
          <Route path="/:ws/p/:key/timeline" component={Timeline} />
          <Route path="/:ws/p/:key/overview" component={Overview} />
          <Route path="/:ws/views/:id" component={View} />
          <Route component={NotFound} />
        </Switch>
      </Suspense>
      <RememberView />
      <Suspense>{peek && <Peek />}</Suspense>
    </Shell>
  );
}

/** A project opens in the view that was used last. */
function RememberView() {
  const [path] = useLocation();
  useEffect(() => {
    const [, ws, kind, key, view] = path.split("/");
    if (
      ws === workspaceSlug() &&
      kind === "p" &&
      key &&
      VIEWS.some(name => name === view) &&
      pref("views")[key] !== view
    ) {
      setPref("views", { ...pref("views"), [key]: view as string });
    }
  }, [path]);
  return null;
}

/** What only people who are signed in may see; others sign in first and come back. */
function SignedIn({ children }: { children: ReactNode }) {
  const state = useSessionState();
  const [path] = useLocation();
  if (state === "signed_out") {
    const next = path === "/" ? "" : `?next=${encodeURIComponent(location.pathname + location.search)}`;
    return <Redirect to={`/signin${next}`} replace />;
  }
  // Whoever was signed in before sees the page while the session is being looked for.
  return state === "unknown" && !wasSignedIn() ? null : children;
}
