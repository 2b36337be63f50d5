// Made by scripts/apigen.sh from docs/openapi.json; seal e94c2e7ba068e6a027afeb5bb7ed9e24fb32ebd57cb884ed2145bf0a32977932
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One thing that happened to a task or to what hangs on it. */
        ActivityEntry: {
            /**
             * Format: uuid
             * @description `null` for what the server did by itself.
             */
            actor_id?: string | null;
            at: components["schemas"]["Stamp"];
            /** @description Field → `{from, to}`. */
            changes: Record<string, never>;
            /** @description What kind of thing changed: `task`, `comment`, `relation`, … */
            entity: string;
            /** Format: uuid */
            entity_id: string;
            /** Format: uuid */
            id: string;
            /** @description What it said was forgotten for good. */
            redacted: boolean;
            /**
             * Format: int64
             * @description Its place in the workspace's log.
             */
            seq: number;
            /** @example task.updated */
            type: string;
        };
        /** @description A personal API token, without its secret. */
        ApiToken: {
            created_at: components["schemas"]["Stamp"];
            expires_at?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            id: string;
            /** @example Nightly export */
            name: string;
            revoked_at?: components["schemas"]["Stamp"] | null;
            scopes: components["schemas"]["Scope"][];
            updated_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            user_id: string;
            /** Format: int64 */
            version: number;
        };
        ChangePassword: {
            /** Format: password */
            current_password: string;
            /**
             * Format: password
             * @description The new password.
             */
            password: string;
        };
        /** @description Something said about a task. */
        Comment: {
            /** Format: uuid */
            author_id: string;
            /** @description Markdown; empty once deleted. `[@Ada](user:0190…)` mentions somebody. */
            body: string;
            created_at: components["schemas"]["Stamp"];
            deleted_at?: components["schemas"]["Stamp"] | null;
            edited_at?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            id: string;
            /** @description Those mentioned who could see the task when it was written. */
            mention_ids: string[];
            /**
             * Format: uuid
             * @description The comment it answers, which is itself no answer.
             */
            parent_id?: string | null;
            /** @description In the order they were first given. */
            reactions: components["schemas"]["Reaction"][];
            /** Format: uuid */
            task_id: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description What is to be different about a comment. */
        CommentPatch: {
            /** @description As in a new comment. */
            body: string;
        };
        /** @description How many of one kind. */
        Count: {
            /**
             * Format: int64
             * @description Made by this import; in a preview, to be made.
             */
            created: number;
            /**
             * Format: int64
             * @description Taken in before, or there already.
             */
            existing: number;
            /**
             * Format: int64
             * @description In the file.
             */
            found: number;
            /**
             * Format: int64
             * @description Left out; `notes` says why.
             */
            refused: number;
        };
        /** @description How much hangs on a task. What is in the trash does not count. */
        Counts: {
            /** Format: int64 */
            attachments: number;
            /** Format: int64 */
            comments: number;
            /** Format: int64 */
            subtasks: number;
            /**
             * Format: int64
             * @description Subtasks whose status is a `done` one.
             */
            subtasks_done: number;
        };
        /** @description A new token. This is the only time its secret is shown. */
        CreatedToken: components["schemas"]["ApiToken"] & {
            /**
             * @description `null` when the token was there already.
             * @example tf_pat_kFJk0Yw3…
             */
            secret?: string | null;
        };
        CreateToken: {
            expires_at?: components["schemas"]["Stamp"] | null;
            /**
             * Format: uuid
             * @description Chosen by the client.
             */
            id?: string | null;
            /** @example Nightly export */
            name: string;
            /** @description Each stands for itself: `write` does not include `read`. */
            scopes: components["schemas"]["Scope"][];
        };
        /** @description When a task is due: a calendar date, which never shifts with a time zone, or a time in one. */
        Due: {
            /**
             * Format: date
             * @example 2026-11-20
             */
            date: string;
            /**
             * @description `HH:MM` on the wall clock of `timezone`; both or neither.
             * @example 09:30
             */
            time?: string | null;
            /**
             * @description IANA name.
             * @example Europe/Berlin
             */
            timezone?: string | null;
        };
        /**
         * @description Where a new task goes in its column.
         * @enum {string}
         */
        Edge: "top" | "bottom";
        /** @description What it takes to have oneself forgotten. */
        Farewell: {
            /** @description The current password. */
            password: string;
        };
        /** @description One thing wrong with the given data. */
        FieldError: {
            /** @description Stable, for programs. */
            code: string;
            /** @description For people: what to do. */
            message: string;
            /** @description JSON pointer (RFC 6901) into the body, or `?name` for a query parameter. */
            pointer: string;
        };
        ForgotPassword: {
            /** @example ada@example.org */
            email: string;
        };
        /** @description What a group is of: everything a column's head shows. */
        GroupHead: {
            category?: components["schemas"]["StatusCategory"] | null;
            colour?: string | null;
            /**
             * Format: uuid
             * @description Of the status, person, tag, project, milestone or cycle; `null` for those without one.
             */
            id?: string | null;
            /**
             * @description Give it as `group` to the list, with all other parameters as they were, for this group's tasks alone.
             * @example status:0193d9a0-5b7c-7d5e-8c1f-3b2a1c0d9e8f
             * @example priority:high
             * @example assignee:none
             */
            key: string;
            /** @description Its name; the word of a priority or category; `null` for those without one. */
            name?: string | null;
            /**
             * Format: int64
             * @description Of a status: how many tasks the column should hold at most.
             */
            wip_limit?: number | null;
        };
        /** @description Something that was found. */
        Hit: {
            /** @description Whether the task is archived. */
            archived: boolean;
            /**
             * Format: uuid
             * @description Who wrote the comment.
             */
            author_id?: string | null;
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            id: string;
            /** @description Of the task, such as `WEB-12`; of a project `WEB`. */
            key: string;
            /** Format: uuid */
            project_id: string;
            /** @description Where the words stand in the description or comment; empty when they do not. */
            snippet: components["schemas"]["Piece"][];
            status_category?: components["schemas"]["StatusCategory"] | null;
            /**
             * Format: uuid
             * @description Of the task.
             */
            status_id?: string | null;
            /**
             * Format: uuid
             * @description The task itself, or the one that the comment is on; `null` for a project.
             */
            task_id?: string | null;
            /** @description The title of the task or name of the project, in pieces; together they are all of it. */
            title: components["schemas"]["Piece"][];
            type: components["schemas"]["HitKind"];
            updated_at: components["schemas"]["Stamp"];
        };
        /**
         * @description What can be found.
         * @enum {string}
         */
        HitKind: "task" | "comment" | "project";
        /** @description An import that was made, with its report. */
        ImportRun: {
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            id: string;
            report: components["schemas"]["Report"];
            /**
             * Format: uuid
             * @description Who made it.
             */
            user_id: string;
        };
        /**
         * @description What a list may add to its page.
         * @enum {string}
         */
        Include: "total";
        /** @description An invitation. Its token is in the mail and nowhere else. */
        Invitation: {
            accepted_at?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            accepted_by?: string | null;
            created_at: components["schemas"]["Stamp"];
            email: string;
            /** @description From then on its token is refused; sending it again gives it a new one. */
            expires_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            invited_by: string;
            revoked_at?: components["schemas"]["Stamp"] | null;
            /** @description What the person becomes: `admin`, `member` or `guest`. */
            role: components["schemas"]["Role"];
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description An invitation as whoever holds its link sees it before signing in. */
        InvitationPreview: {
            /**
             * @description Masked: enough to know which of one's own addresses it is.
             * @example a***@example.org
             */
            email: string;
            expired: boolean;
            expires_at: components["schemas"]["Stamp"];
            inviter_name: string;
            role: components["schemas"]["Role"];
            workspace_name: string;
        };
        /** @description What became of one address that was to be invited. */
        Invited: {
            /** @description As it was given. */
            email: string;
            invitation?: components["schemas"]["Invitation"] | null;
            outcome: components["schemas"]["Outcome"];
        };
        /** @description What became of all of them, in the order given. */
        InvitedList: {
            items: components["schemas"]["Invited"][];
        };
        /** @description Opens one socket. */
        IssuedTicket: {
            expires_at: components["schemas"]["Stamp"];
            /** @description To be sent in `hello`, and never in an address. */
            ticket: string;
        };
        /** @description Where an accepted invitation led to. */
        Joined: {
            member: components["schemas"]["Member"];
            workspace: components["schemas"]["Workspace"];
        };
        /** @description Part of a group. */
        Lane: components["schemas"]["GroupHead"] & {
            /** Format: int64 */
            count: number;
        };
        Login: {
            /** @example ada@example.org */
            email: string;
            /**
             * Format: password
             * @example correct horse battery staple
             */
            password: string;
            refresh?: components["schemas"]["RefreshIn"];
        };
        /** @description A member as their workspace sees them. Name, e-mail and avatar are the person's own. */
        Member: {
            avatar_url?: string | null;
            created_at: components["schemas"]["Stamp"];
            email: string;
            name: string;
            role: components["schemas"]["Role"];
            state: components["schemas"]["MemberState"];
            updated_at: components["schemas"]["Stamp"];
            /**
             * Format: uuid
             * @description The person's id.
             */
            user_id: string;
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description Changes to a member. */
        MemberPatch: {
            role?: components["schemas"]["Role"];
            /** @description `active` or `suspended`. */
            state?: components["schemas"]["MemberState"];
        };
        /** @description A membership as its person sees it, in their own stream: which workspaces they are in, and as what. */
        Membership: {
            created_at: components["schemas"]["Stamp"];
            /**
             * Format: uuid
             * @description The workspace's id.
             */
            id: string;
            role: components["schemas"]["Role"];
            state: components["schemas"]["MemberState"];
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /**
         * @description Whether a membership grants anything: only `active` does.
         * @enum {string}
         */
        MemberState: "invited" | "active" | "suspended";
        /**
         * @description What the next date is counted from.
         * @enum {string}
         */
        Mode: "schedule" | "completion";
        /** @description A new place in the tree. */
        MoveProject: {
            /**
             * Format: uuid
             * @description Stand directly after this sibling; `before_id` decides when both are given and something came between them.
             */
            after_id?: string | null;
            /**
             * Format: uuid
             * @description Stand directly before this sibling.
             */
            before_id?: string | null;
            /**
             * Format: uuid
             * @description The project above it; `null` for the top; absent stays where it is.
             */
            parent_id?: string | null;
        };
        /** @description Where a task is dragged to. Neighbours that were moved or deleted meanwhile do no harm: it lands as near as it can. */
        MoveTask: {
            /**
             * Format: uuid
             * @description Right after this task; counts more than `before_id`.
             */
            after_id?: string | null;
            /**
             * Format: uuid
             * @description Right before this task.
             */
            before_id?: string | null;
            /**
             * Format: uuid
             * @description Into another project of the workspace: it gets a new number and key, and its subtasks come along.
             */
            project_id?: string | null;
            /**
             * Format: uuid
             * @description The column. Else it keeps its own; in another project the one of the same name, or else the same category.
             */
            status_id?: string | null;
        };
        /** @description A comment to be made. */
        NewComment: {
            /** @description Markdown, up to 100,000 bytes. `[@Ada](user:0190…)` mentions somebody, at most 50 people. */
            body: string;
            /**
             * Format: uuid
             * @description Chosen by the client, so that it can go on while it is offline.
             */
            id?: string | null;
            /**
             * Format: uuid
             * @description The comment it answers; answers themselves are not answered.
             */
            parent_id?: string | null;
        };
        /** @description Whom to invite, and as what. */
        NewInvitations: {
            /** @description 1 to 50 addresses; one that comes twice is taken once. */
            emails: string[];
            /** @description `admin`, `member` or `guest`. Owners are made of members. */
            role: components["schemas"]["Role"];
        };
        /** @description Who becomes the owner. */
        NewOwner: {
            /** Format: uuid */
            user_id: string;
        };
        /** @description A project to be made. */
        NewProject: {
            colour?: string | null;
            /** @description Markdown, up to 20 kB. */
            description?: string | null;
            icon?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: sending it again returns the first.
             */
            id?: string | null;
            /**
             * @description A capital letter and 1 to 9 capital letters or digits; derived from the name when absent.
             * @example WEB
             */
            key?: string | null;
            /**
             * Format: uuid
             * @description An active member of the workspace.
             */
            lead_id?: string | null;
            name: string;
            /**
             * Format: uuid
             * @description The project above it; takes the role manager there. Up to ten levels.
             */
            parent_id?: string | null;
            /** Format: date */
            start_on?: string | null;
            /**
             * Format: date
             * @description Not before `start_on`.
             */
            target_on?: string | null;
            visibility?: components["schemas"]["Visibility"] | null;
        };
        /** @description A role to be given. */
        NewProjectMember: {
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: sending it again returns the first.
             */
            id?: string | null;
            role: components["schemas"]["ProjectRole"];
            /**
             * Format: uuid
             * @description A team of the workspace.
             */
            team_id?: string | null;
            /**
             * Format: uuid
             * @description An active member of the workspace. Give this or `team_id`.
             */
            user_id?: string | null;
        };
        /** @description A relation to be made. */
        NewRelation: {
            /**
             * Format: uuid
             * @description Chosen by the client, so that it can go on while it is offline.
             */
            id?: string | null;
            /** @description Told from the task in the path. */
            kind: components["schemas"]["SeenAs"];
            /**
             * Format: uuid
             * @description The other task, of the same workspace.
             */
            task_id: string;
        };
        /** @description A status to be made. */
        NewStatus: {
            /**
             * Format: uuid
             * @description Stand directly after this status.
             */
            after_id?: string | null;
            /**
             * Format: uuid
             * @description Stand directly before this status; without a place it comes last in its category.
             */
            before_id?: string | null;
            category: components["schemas"]["StatusCategory"];
            /** @description One that suits the category when absent. */
            colour?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: sending it again returns the first.
             */
            id?: string | null;
            name: string;
            /** Format: int64 */
            wip_limit?: number | null;
        };
        /** @description A tag to be made. */
        NewTag: {
            /** @description `#RRGGBB`; grey when absent. */
            colour?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client, so that it can go on while it is offline.
             */
            id?: string | null;
            /** @description 1 to 50 characters. */
            name: string;
        };
        /** @description A task to create. Everything but the title may be left out. */
        NewTask: {
            /** @description Active members who can see the project. */
            assignee_ids?: string[] | null;
            custom_fields?: Record<string, never> | null;
            /** Format: uuid */
            cycle_id?: string | null;
            /** @description Markdown of at most 100,000 bytes. */
            description?: string | null;
            due?: components["schemas"]["Due"] | null;
            /** Format: double */
            estimate?: number | null;
            /**
             * Format: uuid
             * @description Chosen by the client, else by the server. The same id again answers the task that is there.
             */
            id?: string | null;
            /** Format: uuid */
            milestone_id?: string | null;
            /**
             * Format: uuid
             * @description Makes it a subtask, at most five levels down.
             */
            parent_id?: string | null;
            position?: components["schemas"]["Edge"] | null;
            priority?: components["schemas"]["Priority"] | null;
            recurrence?: components["schemas"]["Recurrence"] | null;
            /** Format: date */
            start_on?: string | null;
            /**
             * Format: uuid
             * @description Of the project; else its first `todo` status, or its first `backlog` one.
             */
            status_id?: string | null;
            tag_ids?: string[] | null;
            /** @description 1 to 500 characters on one line. */
            title: string;
        };
        /** @description A team to be. */
        NewTeam: {
            description?: string;
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: creating the same id again answers the first.
             */
            id?: string | null;
            /** @description Active members of the workspace. */
            member_ids?: string[];
            name: string;
        };
        /** @description A workspace to be. */
        NewWorkspace: {
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: creating the same id again answers the first.
             */
            id?: string | null;
            name: string;
            /** @description Derived from the name when absent. */
            slug?: string | null;
            /** @description IANA name; the creator's own when absent. */
            timezone?: string | null;
            /**
             * Format: int32
             * @description 1 (Monday, also when absent) to 7 (Sunday).
             */
            week_start?: number | null;
        };
        /** @description One thing that was changed or left out on the way, and why. */
        Note: {
            /** @description Its id in the other product. */
            external_id: string;
            /** @description What kind of thing, such as `attachment`. */
            kind: string;
            /** @description What became of it. */
            message: string;
            /** @description Its name there. */
            name: string;
        };
        /**
         * @description What became of one address.
         * @enum {string}
         */
        Outcome: "invited" | "renewed" | "already_member";
        /** @description A session as its owner sees it. */
        OwnSession: components["schemas"]["Session"] & {
            /** @description Whether it is the one that asks. */
            current: boolean;
            last_used_at?: components["schemas"]["Stamp"] | null;
        };
        /** @description One page of a list. */
        Page_ActivityEntry: {
            items: {
                /**
                 * Format: uuid
                 * @description `null` for what the server did by itself.
                 */
                actor_id?: string | null;
                at: components["schemas"]["Stamp"];
                /** @description Field → `{from, to}`. */
                changes: Record<string, never>;
                /** @description What kind of thing changed: `task`, `comment`, `relation`, … */
                entity: string;
                /** Format: uuid */
                entity_id: string;
                /** Format: uuid */
                id: string;
                /** @description What it said was forgotten for good. */
                redacted: boolean;
                /**
                 * Format: int64
                 * @description Its place in the workspace's log.
                 */
                seq: number;
                /** @example task.updated */
                type: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_ApiToken: {
            items: {
                created_at: components["schemas"]["Stamp"];
                expires_at?: components["schemas"]["Stamp"] | null;
                /** Format: uuid */
                id: string;
                /** @example Nightly export */
                name: string;
                revoked_at?: components["schemas"]["Stamp"] | null;
                scopes: components["schemas"]["Scope"][];
                updated_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                user_id: string;
                /** Format: int64 */
                version: number;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Comment: {
            items: {
                /** Format: uuid */
                author_id: string;
                /** @description Markdown; empty once deleted. `[@Ada](user:0190…)` mentions somebody. */
                body: string;
                created_at: components["schemas"]["Stamp"];
                deleted_at?: components["schemas"]["Stamp"] | null;
                edited_at?: components["schemas"]["Stamp"] | null;
                /** Format: uuid */
                id: string;
                /** @description Those mentioned who could see the task when it was written. */
                mention_ids: string[];
                /**
                 * Format: uuid
                 * @description The comment it answers, which is itself no answer.
                 */
                parent_id?: string | null;
                /** @description In the order they were first given. */
                reactions: components["schemas"]["Reaction"][];
                /** Format: uuid */
                task_id: string;
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Group_Task: {
            items: (components["schemas"]["GroupHead"] & {
                /**
                 * Format: int64
                 * @description How many tasks it has, whatever the page.
                 */
                count: number;
                /** @description With `lane_by`: how its tasks are spread. */
                lanes?: components["schemas"]["Lane"][] | null;
                /** @description Give it as `cursor` to the list, with this group's key as `group`, for the next tasks; `null` when these are all. */
                next_cursor?: string | null;
                /** @description Its first tasks in the order asked for. */
                tasks: {
                    archived_at?: components["schemas"]["Stamp"] | null;
                    assignee_ids: string[];
                    completed_at?: components["schemas"]["Stamp"] | null;
                    counts: components["schemas"]["Counts"];
                    created_at: components["schemas"]["Stamp"];
                    /** Format: uuid */
                    creator_id: string;
                    custom_fields: Record<string, never>;
                    /** Format: uuid */
                    cycle_id?: string | null;
                    deleted_at?: components["schemas"]["Stamp"] | null;
                    /** @description Markdown. */
                    description: string;
                    due?: components["schemas"]["Due"] | null;
                    due_at?: components["schemas"]["Stamp"] | null;
                    /**
                     * Format: double
                     * @description In whatever unit the team counts: points, hours.
                     */
                    estimate?: number | null;
                    /** Format: uuid */
                    id: string;
                    /**
                     * @description The project's key and the number; former keys still find the task.
                     * @example WEB-12
                     */
                    key: string;
                    /** Format: uuid */
                    milestone_id?: string | null;
                    /**
                     * Format: int64
                     * @description Counts up in its project.
                     */
                    number: number;
                    /** Format: uuid */
                    parent_id?: string | null;
                    /** @description Its place in its column: compare as text, byte by byte, and by `id` when equal. */
                    position: string;
                    priority: components["schemas"]["Priority"];
                    /** Format: uuid */
                    project_id: string;
                    recurrence?: components["schemas"]["Recurrence"] | null;
                    /** Format: date */
                    start_on?: string | null;
                    status_category: components["schemas"]["StatusCategory"];
                    /** Format: uuid */
                    status_id: string;
                    tag_ids: string[];
                    title: string;
                    updated_at: components["schemas"]["Stamp"];
                    /** Format: int64 */
                    version: number;
                    /** Format: uuid */
                    workspace_id: string;
                }[];
            })[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Hit: {
            items: {
                /** @description Whether the task is archived. */
                archived: boolean;
                /**
                 * Format: uuid
                 * @description Who wrote the comment.
                 */
                author_id?: string | null;
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                id: string;
                /** @description Of the task, such as `WEB-12`; of a project `WEB`. */
                key: string;
                /** Format: uuid */
                project_id: string;
                /** @description Where the words stand in the description or comment; empty when they do not. */
                snippet: components["schemas"]["Piece"][];
                status_category?: components["schemas"]["StatusCategory"] | null;
                /**
                 * Format: uuid
                 * @description Of the task.
                 */
                status_id?: string | null;
                /**
                 * Format: uuid
                 * @description The task itself, or the one that the comment is on; `null` for a project.
                 */
                task_id?: string | null;
                /** @description The title of the task or name of the project, in pieces; together they are all of it. */
                title: components["schemas"]["Piece"][];
                type: components["schemas"]["HitKind"];
                updated_at: components["schemas"]["Stamp"];
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_ImportRun: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                id: string;
                report: components["schemas"]["Report"];
                /**
                 * Format: uuid
                 * @description Who made it.
                 */
                user_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Invitation: {
            items: {
                accepted_at?: components["schemas"]["Stamp"] | null;
                /** Format: uuid */
                accepted_by?: string | null;
                created_at: components["schemas"]["Stamp"];
                email: string;
                /** @description From then on its token is refused; sending it again gives it a new one. */
                expires_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                invited_by: string;
                revoked_at?: components["schemas"]["Stamp"] | null;
                /** @description What the person becomes: `admin`, `member` or `guest`. */
                role: components["schemas"]["Role"];
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Member: {
            items: {
                avatar_url?: string | null;
                created_at: components["schemas"]["Stamp"];
                email: string;
                name: string;
                role: components["schemas"]["Role"];
                state: components["schemas"]["MemberState"];
                updated_at: components["schemas"]["Stamp"];
                /**
                 * Format: uuid
                 * @description The person's id.
                 */
                user_id: string;
                /** Format: int64 */
                version: number;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Membership: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /**
                 * Format: uuid
                 * @description The workspace's id.
                 */
                id: string;
                role: components["schemas"]["Role"];
                state: components["schemas"]["MemberState"];
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_OwnSession: {
            items: (components["schemas"]["Session"] & {
                /** @description Whether it is the one that asks. */
                current: boolean;
                last_used_at?: components["schemas"]["Stamp"] | null;
            })[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Project: {
            items: {
                archived_at?: components["schemas"]["Stamp"] | null;
                /** @example #4F46E5 */
                colour?: string | null;
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                creator_id: string;
                deleted_at?: components["schemas"]["Stamp"] | null;
                /** @description Markdown. */
                description: string;
                /** @description An emoji or an icon's name. */
                icon?: string | null;
                /** Format: uuid */
                id: string;
                /**
                 * @description What its tasks' keys start with; unique in the workspace.
                 * @example WEB
                 */
                key: string;
                /**
                 * Format: uuid
                 * @description Who answers for it; gives no rights by itself.
                 */
                lead_id?: string | null;
                name: string;
                /**
                 * Format: uuid
                 * @description The project above it; it may be one that the reader cannot see: show the project at the top then.
                 */
                parent_id?: string | null;
                /** @description Its place among its siblings: sort by this text's bytes, then by `id`. */
                position: string;
                /** Format: date */
                start_on?: string | null;
                /** Format: date */
                target_on?: string | null;
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                visibility: components["schemas"]["Visibility"];
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_ProjectMemberEntry: {
            items: (components["schemas"]["ProjectMember"] & {
                /**
                 * Format: uuid
                 * @description The project above that it comes from; `null` when it was given here. Change it there.
                 */
                inherited_from?: string | null;
            })[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_RelatedTask: {
            items: {
                /** @description Told from the task that was asked about. */
                kind: components["schemas"]["SeenAs"];
                relation: components["schemas"]["Relation"];
                task: components["schemas"]["TaskBrief"];
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Status: {
            items: {
                category: components["schemas"]["StatusCategory"];
                /** @example #F59E0B */
                colour: string;
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                creator_id: string;
                /** Format: uuid */
                id: string;
                /** @description Unique in the project, whatever the case. */
                name: string;
                /** @description Its place on the board: sort by this text's bytes, then by `id`. */
                position: string;
                /** Format: uuid */
                project_id: string;
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                /**
                 * Format: int64
                 * @description How many tasks the column should hold at most. More are shown as a warning, never refused.
                 */
                wip_limit?: number | null;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Tag: {
            items: {
                /** @description `#RRGGBB`. */
                colour: string;
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                id: string;
                /** @description Once in a workspace, whatever the case of its letters. */
                name: string;
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Task: {
            items: {
                archived_at?: components["schemas"]["Stamp"] | null;
                assignee_ids: string[];
                completed_at?: components["schemas"]["Stamp"] | null;
                counts: components["schemas"]["Counts"];
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                creator_id: string;
                custom_fields: Record<string, never>;
                /** Format: uuid */
                cycle_id?: string | null;
                deleted_at?: components["schemas"]["Stamp"] | null;
                /** @description Markdown. */
                description: string;
                due?: components["schemas"]["Due"] | null;
                due_at?: components["schemas"]["Stamp"] | null;
                /**
                 * Format: double
                 * @description In whatever unit the team counts: points, hours.
                 */
                estimate?: number | null;
                /** Format: uuid */
                id: string;
                /**
                 * @description The project's key and the number; former keys still find the task.
                 * @example WEB-12
                 */
                key: string;
                /** Format: uuid */
                milestone_id?: string | null;
                /**
                 * Format: int64
                 * @description Counts up in its project.
                 */
                number: number;
                /** Format: uuid */
                parent_id?: string | null;
                /** @description Its place in its column: compare as text, byte by byte, and by `id` when equal. */
                position: string;
                priority: components["schemas"]["Priority"];
                /** Format: uuid */
                project_id: string;
                recurrence?: components["schemas"]["Recurrence"] | null;
                /** Format: date */
                start_on?: string | null;
                status_category: components["schemas"]["StatusCategory"];
                /** Format: uuid */
                status_id: string;
                tag_ids: string[];
                title: string;
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Team: {
            items: {
                created_at: components["schemas"]["Stamp"];
                description: string;
                /** Format: uuid */
                id: string;
                /** @description Ids of its people, sorted. */
                member_ids: string[];
                name: string;
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Watcher: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                task_id: string;
                updated_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                user_id: string;
                /** Format: int64 */
                version: number;
                /** Format: uuid */
                workspace_id: string;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Workspace: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                created_by: string;
                deleted_at?: components["schemas"]["Stamp"] | null;
                /** Format: uuid */
                id: string;
                name: string;
                /**
                 * @description Its name in addresses; unique on this server.
                 * @example acme
                 */
                slug: string;
                /**
                 * @description IANA name; what "today" means where nobody says otherwise.
                 * @example Europe/Berlin
                 */
                timezone: string;
                updated_at: components["schemas"]["Stamp"];
                /** Format: int64 */
                version: number;
                /**
                 * Format: int32
                 * @description 1 is Monday, 7 is Sunday.
                 */
                week_start: number;
            }[];
            /** @description Give it as `cursor` for the next page; `null` on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description How many items the whole list has; only with `include=total`.
             */
            total?: number | null;
        };
        /** @description Changes of a project: absent is left alone, `null` clears. */
        PatchProject: {
            colour?: string | null;
            description?: string | null;
            icon?: string | null;
            /** @description Only while no task was ever made in it. */
            key?: string | null;
            /** Format: uuid */
            lead_id?: string | null;
            name?: string | null;
            /**
             * Format: uuid
             * @description Moves it below another project (last there), or with `null` to the top. Takes the role manager there too.
             */
            parent_id?: string | null;
            start_on?: string | null;
            target_on?: string | null;
            visibility?: components["schemas"]["Visibility"] | null;
        };
        /** @description Another role. */
        PatchProjectMember: {
            role?: components["schemas"]["ProjectRole"] | null;
        };
        /** @description Changes of a status: absent is left alone, `null` clears. */
        PatchStatus: {
            /**
             * Format: uuid
             * @description Stand directly after this status.
             */
            after_id?: string | null;
            /**
             * Format: uuid
             * @description Stand directly before this status.
             */
            before_id?: string | null;
            category?: components["schemas"]["StatusCategory"] | null;
            colour?: string | null;
            name?: string | null;
            /** Format: int64 */
            wip_limit?: number | null;
        };
        /** @description A person without what is only theirs to know. */
        Person: {
            avatar_url?: string | null;
            created_at: components["schemas"]["Stamp"];
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description IANA name: when it is day for them. */
            timezone: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
        };
        /** @description A piece of text, and whether it is what was looked for. */
        Piece: {
            hit: boolean;
            text: string;
        };
        /**
         * @description How much a task matters. Ordered as people read it.
         * @enum {string}
         */
        Priority: "none" | "low" | "medium" | "high" | "urgent";
        /** @description What is wrong, as RFC 9457 `application/problem+json` (`code`, `request_id`, `errors` and `current` are ours). */
        Problem: {
            /** @description Stable name of the problem, for programs. */
            code: string;
            /** @description With 412: the thing as it is now. */
            current?: Record<string, never> | null;
            detail: string;
            /** @description What is wrong with which field. */
            errors?: components["schemas"]["FieldError"][];
            /** @description The path that was asked for. */
            instance: string;
            /** @description Quote it when you report a fault. */
            request_id: string;
            /** Format: int32 */
            status: number;
            title: string;
            /** @example /api/docs/problems#not_found */
            type: string;
        };
        /** @description A person's own changes to their profile. */
        ProfilePatch: {
            /** @description An `https://` URL; `null` for none. */
            avatar_url?: string | null;
            locale?: string;
            /** @example Ada King */
            name?: string;
            timezone?: string;
        };
        /** @description A project. What a parent is, its children are in effect: private, archived or in the trash. */
        Project: {
            archived_at?: components["schemas"]["Stamp"] | null;
            /** @example #4F46E5 */
            colour?: string | null;
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            deleted_at?: components["schemas"]["Stamp"] | null;
            /** @description Markdown. */
            description: string;
            /** @description An emoji or an icon's name. */
            icon?: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description What its tasks' keys start with; unique in the workspace.
             * @example WEB
             */
            key: string;
            /**
             * Format: uuid
             * @description Who answers for it; gives no rights by itself.
             */
            lead_id?: string | null;
            name: string;
            /**
             * Format: uuid
             * @description The project above it; it may be one that the reader cannot see: show the project at the top then.
             */
            parent_id?: string | null;
            /** @description Its place among its siblings: sort by this text's bytes, then by `id`. */
            position: string;
            /** Format: date */
            start_on?: string | null;
            /** Format: date */
            target_on?: string | null;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            visibility: components["schemas"]["Visibility"];
            /** Format: uuid */
            workspace_id: string;
        };
        /**
         * @description A user's or a team's role in a project and everything below it. Owners and admins of the workspace manage every
         *     project without one, members edit projects that are not private.
         */
        ProjectMember: {
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            role: components["schemas"]["ProjectRole"];
            /**
             * Format: uuid
             * @description The team.
             */
            team_id?: string | null;
            updated_at: components["schemas"]["Stamp"];
            /**
             * Format: uuid
             * @description The user; either this or `team_id` is set.
             */
            user_id?: string | null;
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description A grant as it takes effect in the project that was asked for. */
        ProjectMemberEntry: components["schemas"]["ProjectMember"] & {
            /**
             * Format: uuid
             * @description The project above that it comes from; `null` when it was given here. Change it there.
             */
            inherited_from?: string | null;
        };
        /**
         * @description A role in one project and all below it.
         * @enum {string}
         */
        ProjectRole: "viewer" | "commenter" | "editor" | "manager";
        /** @description A way to sign in besides a password. */
        Provider: {
            id: string;
            name: string;
        };
        /** @description How people may sign in here. */
        Providers: {
            items: components["schemas"]["Provider"][];
            next_cursor?: string | null;
            /** @description Whether an e-mail address and a password do. */
            password: boolean;
            /**
             * @description `open`, or `invited`: only with an invitation.
             * @example open
             */
            registration: string;
        };
        /** @description Who reacted with one emoji. */
        Reaction: {
            emoji: string;
            /** @description In the order they did. */
            user_ids: string[];
        };
        /** @description How a task repeats. */
        Recurrence: {
            mode?: components["schemas"]["Mode"];
            /**
             * @description An RFC 5545 rule that counts in days or longer, or in short `daily`, `weekly`, `monthly`, `yearly`, `weekly;interval=2`.
             * @example FREQ=WEEKLY;BYDAY=MO,TH
             */
            rrule: string;
        };
        /** @description The refresh token, when it is not in the cookie. */
        Refresh: {
            /** @default null */
            refresh_token: string | null;
        };
        /**
         * @description Where the refresh token goes.
         * @enum {string}
         */
        RefreshIn: "cookie" | "body";
        /** @description A new account. */
        Register: {
            /** @example ada@example.org */
            email: string;
            /**
             * Format: uuid
             * @description Chosen by the client, so that it may send the request again: same id, address and password sign in.
             */
            id?: string | null;
            /**
             * @description A BCP 47 language tag; `en` when absent.
             * @example en-GB
             */
            locale?: string | null;
            /** @example Ada Lovelace */
            name: string;
            /**
             * Format: password
             * @description 10 to 256 characters, and not easily guessed.
             * @example correct horse battery staple
             */
            password: string;
            refresh?: components["schemas"]["RefreshIn"];
            /**
             * @description A name of the IANA time zone database; `UTC` when absent.
             * @example Europe/London
             */
            timezone?: string | null;
        };
        /** @description A relation as one of its tasks has it. */
        RelatedTask: {
            /** @description Told from the task that was asked about. */
            kind: components["schemas"]["SeenAs"];
            relation: components["schemas"]["Relation"];
            task: components["schemas"]["TaskBrief"];
        };
        /** @description A relation between two tasks, stored once: `task_id` blocks, relates to, or duplicates `other_id`. */
        Relation: {
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["RelationKind"];
            /** Format: uuid */
            other_id: string;
            /** Format: uuid */
            task_id: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /**
         * @description How one task relates to the other, as it is stored.
         * @enum {string}
         */
        RelationKind: "blocks" | "relates_to" | "duplicates";
        /** @description The outcome of an import, or of its preview. */
        Report: {
            /** @description By kind: `statuses`, `tags`, `people`, `tasks`, `subtasks`, `comments`. */
            counts: {
                [key: string]: components["schemas"]["Count"];
            };
            /** @description Everything that could not be taken as it was. */
            notes: components["schemas"]["Note"][];
            /** @description Whether nothing was changed: only looked at. */
            preview: boolean;
            /**
             * Format: uuid
             * @description The project that took the work in; `null` in the preview of a first import.
             */
            project_id?: string | null;
            project_name: string;
            /** @description The product the file is from. */
            source: string;
        };
        ResetPassword: {
            /**
             * Format: password
             * @description The new password.
             */
            password: string;
            /** @description What stands behind `#token=` in the mail's link. */
            token: string;
        };
        /**
         * @description A member's role in a workspace.
         * @enum {string}
         */
        Role: "guest" | "member" | "admin" | "owner";
        /**
         * @description What an API token may be used for. A signed-in person has every scope.
         * @enum {string}
         */
        Scope: "read" | "write" | "admin";
        /**
         * @description How a task relates to another, told from its side.
         * @enum {string}
         */
        SeenAs: "blocks" | "blocked_by" | "relates_to" | "duplicates" | "duplicated_by";
        /** @description One sign-in on one device. */
        Session: {
            /** @description The network address that signed in. */
            address: string;
            /** @description The `User-Agent` that signed in. */
            agent: string;
            created_at: components["schemas"]["Stamp"];
            /** @description When it ends at the latest, however often it is refreshed. */
            expires_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            id: string;
            revoked_at?: components["schemas"]["Stamp"] | null;
            /** @description Why it was ended early: `signed_out`, `revoked`, `password_changed`, `password_reset`, `refresh_reused`, `suspended`. */
            revoked_reason?: string | null;
            updated_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            user_id: string;
            /** Format: int64 */
            version: number;
        };
        /** @description Somebody who just signed in or refreshed. */
        SignedInAnswer: {
            /** @description Send it as `Authorization: Bearer …`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds until the access token has to be refreshed.
             * @example 900
             */
            expires_in: number;
            /** @description Only when it was asked for in the body. */
            refresh_token?: string | null;
            /** @example Bearer */
            token_type: string;
            user: components["schemas"]["User"];
        };
        /**
         * Format: date-time
         * @description An instant: milliseconds since 1970-01-01T00:00:00Z. JSON shows it as RFC 3339 in UTC.
         * @example 2026-11-20T09:30:00.000Z
         */
        Stamp: string;
        /** @description A status of a project's tasks. */
        Status: {
            category: components["schemas"]["StatusCategory"];
            /** @example #F59E0B */
            colour: string;
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            /** Format: uuid */
            id: string;
            /** @description Unique in the project, whatever the case. */
            name: string;
            /** @description Its place on the board: sort by this text's bytes, then by `id`. */
            position: string;
            /** Format: uuid */
            project_id: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /**
             * Format: int64
             * @description How many tasks the column should hold at most. More are shown as a warning, never refused.
             */
            wip_limit?: number | null;
            /** Format: uuid */
            workspace_id: string;
        };
        /**
         * @description What a status means, whatever it is called.
         * @enum {string}
         */
        StatusCategory: "backlog" | "todo" | "in_progress" | "done" | "cancelled";
        /** @description A word that tasks of any project can carry. */
        Tag: {
            /** @description `#RRGGBB`. */
            colour: string;
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            id: string;
            /** @description Once in a workspace, whatever the case of its letters. */
            name: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description What is to be different about a tag. */
        TagPatch: {
            colour?: string;
            name?: string;
        };
        /** @description A piece of work. */
        Task: {
            archived_at?: components["schemas"]["Stamp"] | null;
            assignee_ids: string[];
            completed_at?: components["schemas"]["Stamp"] | null;
            counts: components["schemas"]["Counts"];
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            custom_fields: Record<string, never>;
            /** Format: uuid */
            cycle_id?: string | null;
            deleted_at?: components["schemas"]["Stamp"] | null;
            /** @description Markdown. */
            description: string;
            due?: components["schemas"]["Due"] | null;
            due_at?: components["schemas"]["Stamp"] | null;
            /**
             * Format: double
             * @description In whatever unit the team counts: points, hours.
             */
            estimate?: number | null;
            /** Format: uuid */
            id: string;
            /**
             * @description The project's key and the number; former keys still find the task.
             * @example WEB-12
             */
            key: string;
            /** Format: uuid */
            milestone_id?: string | null;
            /**
             * Format: int64
             * @description Counts up in its project.
             */
            number: number;
            /** Format: uuid */
            parent_id?: string | null;
            /** @description Its place in its column: compare as text, byte by byte, and by `id` when equal. */
            position: string;
            priority: components["schemas"]["Priority"];
            /** Format: uuid */
            project_id: string;
            recurrence?: components["schemas"]["Recurrence"] | null;
            /** Format: date */
            start_on?: string | null;
            status_category: components["schemas"]["StatusCategory"];
            /** Format: uuid */
            status_id: string;
            tag_ids: string[];
            title: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description What a list of relations shows of the other task. */
        TaskBrief: {
            archived_at?: components["schemas"]["Stamp"] | null;
            completed_at?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            id: string;
            /** @example WEB-12 */
            key: string;
            /** Format: uuid */
            project_id: string;
            status_category: components["schemas"]["StatusCategory"];
            /** Format: uuid */
            status_id: string;
            title: string;
        };
        /** @description A merge patch of a task: absent leaves a field, `null` clears it. Lists, `due` and `recurrence` are replaced whole. */
        TaskPatch: {
            assignee_ids?: string[] | null;
            custom_fields?: Record<string, never> | null;
            /** Format: uuid */
            cycle_id?: string | null;
            /** @description Markdown of at most 100,000 bytes. */
            description?: string | null;
            due?: components["schemas"]["Due"] | null;
            /** Format: double */
            estimate?: number | null;
            /** Format: uuid */
            milestone_id?: string | null;
            /** Format: uuid */
            parent_id?: string | null;
            priority?: components["schemas"]["Priority"];
            recurrence?: components["schemas"]["Recurrence"] | null;
            /** Format: date */
            start_on?: string | null;
            /**
             * Format: uuid
             * @description Of the task's project; the task goes to the end of that column.
             */
            status_id?: string;
            tag_ids?: string[] | null;
            /** @description 1 to 500 characters on one line. */
            title?: string;
        };
        /** @description A team. It may be given a role in a project as one. */
        Team: {
            created_at: components["schemas"]["Stamp"];
            description: string;
            /** Format: uuid */
            id: string;
            /** @description Ids of its people, sorted. */
            member_ids: string[];
            name: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description Changes to a team. Its people come and go one by one. */
        TeamPatch: {
            description?: string;
            name?: string;
        };
        /** @description A person with an account on this server. */
        User: {
            avatar_url?: string | null;
            created_at: components["schemas"]["Stamp"];
            /** @example ada@example.org */
            email: string;
            /** @description Whether they proved that mail to `email` reaches them. */
            email_verified: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @description A BCP 47 language tag.
             * @example en-GB
             */
            locale: string;
            /** @example Ada Lovelace */
            name: string;
            /** @description Whether they look after the server itself. The first user does. */
            server_admin: boolean;
            status: components["schemas"]["UserStatus"];
            /**
             * @description A name of the IANA time zone database.
             * @example Europe/London
             */
            timezone: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
        };
        /**
         * @description Whether somebody may sign in.
         * @enum {string}
         */
        UserStatus: "active" | "suspended" | "deleted";
        VerifyEmail: {
            /** @description What stands behind `#token=` in the mail's link. */
            token: string;
        };
        /**
         * @description Who sees a project without having been added to it.
         * @enum {string}
         */
        Visibility: "workspace" | "private";
        /** @description Somebody who is told what happens to a task. */
        Watcher: {
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            task_id: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            user_id: string;
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description A workspace: nothing crosses its border. */
        Workspace: {
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            created_by: string;
            deleted_at?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description Its name in addresses; unique on this server.
             * @example acme
             */
            slug: string;
            /**
             * @description IANA name; what "today" means where nobody says otherwise.
             * @example Europe/Berlin
             */
            timezone: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /**
             * Format: int32
             * @description 1 is Monday, 7 is Sunday.
             */
            week_start: number;
        };
        /** @description Changes to a workspace. */
        WorkspacePatch: {
            name?: string;
            /** @description The old slug is free for others at once: links with it lead nowhere, or elsewhere. */
            slug?: string;
            timezone?: string;
            /** Format: int32 */
            week_start?: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
