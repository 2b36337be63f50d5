// Made by scripts/apigen.sh from docs/openapi.json; seal a0b5caecbde8e0118368eaac81ed87b92f8edad0aac62997cc28d16650bfb981
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An account as who looks after the server sees it. */
        Account: components["schemas"]["User"] & {
            /**
             * Format: int64
             * @description Where they are signed in now.
             */
            sessions: number;
            signed_in_at?: components["schemas"]["Stamp"] | null;
        };
        /** @description What who looks after the server changes about an account. */
        AccountPatch: {
            /** @description Whether they look after the server, too. */
            server_admin?: boolean;
            status?: components["schemas"]["AccountStatus"];
        };
        /**
         * @description What may be said of somebody's account: whether it is open.
         * @enum {string}
         */
        AccountStatus: "active" | "suspended";
        /** @description What a rule does with the task it is about. `{{task.key}}` and `{{task.title}}` in texts are filled in. */
        Act: {
            /** @enum {string} */
            do: "set";
            fields: Record<string, never>;
        } | {
            add?: string[];
            /** @enum {string} */
            do: "assign";
            remove?: string[];
        } | {
            add?: string[];
            /** @enum {string} */
            do: "tag";
            remove?: string[];
        } | {
            body: string;
            /** @enum {string} */
            do: "comment";
        } | {
            /** @enum {string} */
            do: "move";
            /** Format: uuid */
            project_id?: string | null;
            /** Format: uuid */
            status_id?: string | null;
        } | {
            /** @enum {string} */
            do: "complete";
        } | {
            assignee_ids?: string[];
            description?: string | null;
            /** @enum {string} */
            do: "create_task";
            /**
             * Format: uuid
             * @description Where; in the task's own project when absent.
             */
            project_id?: string | null;
            /** @description Below the task. */
            subtask?: boolean;
            title: string;
        } | {
            /** @enum {string} */
            do: "notify";
            roles?: components["schemas"]["Audience"][];
            /** @description 1 to 2,000 characters. */
            text: string;
            /** @description Up to 50. */
            user_ids?: string[];
        } | {
            /** @description Told with the task; at most 10,000 bytes. */
            body?: string | null;
            /** @enum {string} */
            do: "call_webhook";
            /** Format: uuid */
            webhook_id: string;
        };
        /** @description One thing that happened to a task or a project, or to what hangs on it. */
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
        /** @description What came into a cycle after it was started; part of its totals. */
        AddedLater: {
            /** Format: double */
            estimate: number;
            /** Format: int64 */
            tasks: number;
        };
        /** @description What is to be sent once more. */
        Again: {
            /** Format: uuid */
            delivery_id: string;
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
        /**
         * @description People who have to do with a task.
         * @enum {string}
         */
        Audience: "assignees" | "creator" | "watchers";
        /** @description Something that happened. */
        AuditEntry: {
            /**
             * Format: uuid
             * @description Who did it; `null` for what the server did by itself, and for who did not show who they are.
             */
            actor_id?: string | null;
            /** @description The client's address; `null` once it was taken away. */
            address?: string | null;
            at: components["schemas"]["Stamp"];
            /** @description The request's `Idempotency-Key`, or what else caused it. */
            cause?: string | null;
            /** @description Field → `{from, to}`. */
            changes: Record<string, never>;
            /** @description The kind of thing it happened to. */
            entity: string;
            /** Format: uuid */
            entity_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_after?: string | null;
            /**
             * Format: uuid
             * @description The project it was in before, and after.
             */
            project_before?: string | null;
            /** @description What it said was forgotten; the chain still proves that it was there. */
            redacted: boolean;
            request_id: string;
            /**
             * Format: int64
             * @description Its place in the log.
             */
            seq: number;
            /** Format: uuid */
            session_id?: string | null;
            /**
             * Format: uuid
             * @description What it is shown under: the task of a comment.
             */
            subject_id?: string | null;
            /**
             * Format: uuid
             * @description The API token that was used.
             */
            token_id?: string | null;
            /** @description What happened, such as `member.updated`. */
            type: string;
            /** @description As the client's program calls itself. */
            user_agent?: string | null;
        };
        /**
         * @description What is done besides changing fields. `trash` and `restore` stand alone.
         * @enum {string}
         */
        BulkAction: "complete" | "reopen" | "archive" | "unarchive" | "trash" | "restore";
        /** @description A task that is different now. */
        BulkChanged: {
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version: number;
        };
        /** @description What is to be different about each task. What is said of one field is done in this order: `set`, `add_…`, `remove_…`. */
        BulkChanges: {
            action?: components["schemas"]["BulkAction"] | null;
            add_assignee_ids?: string[];
            add_tag_ids?: string[];
            /**
             * Format: uuid
             * @description Into this project of the workspace: new numbers and keys, and subtasks come along, as when one task is moved.
             */
            project_id?: string | null;
            remove_assignee_ids?: string[];
            remove_tag_ids?: string[];
            /** @description A merge patch, the same for all. With `project_id` a `status_id` is one of that project. */
            set?: components["schemas"]["TaskPatch"];
        };
        /** @description Which tasks, and what is to be different about them. Name `ids` or a `filter`. */
        BulkEdit: {
            changes: components["schemas"]["BulkChanges"];
            /** @description Change nothing, only answer what would happen. */
            dry_run?: boolean;
            /**
             * @description What the workspace's list finds by this text of the filter language, up to 1,000 tasks. Leaves out the archive and
             *     the trash as the list does; `unarchive` looks in the archive, `restore` in the trash.
             */
            filter?: string | null;
            /** @description Up to 1,000 tasks of the workspace. */
            ids?: string[] | null;
            /**
             * Format: uuid
             * @description With `filter`: only of this project.
             */
            project_id?: string | null;
            /** @description With `filter`: IANA name of the time zone in which its days are meant; the caller's own when absent. */
            tz?: string | null;
            /** @description Task → version: one that has another version by now is refused. */
            versions?: {
                [key: string]: number;
            };
        };
        /** @description A task that was left as it is, and why. */
        BulkRefusal: {
            /**
             * @description As the same change of this task alone would be refused: `not_found`, `forbidden`, `version_conflict`, `invalid`, …
             * @example task_in_trash
             */
            code: string;
            detail: string;
            /** @description With `invalid`: what is wrong, with pointers into the request. */
            errors?: components["schemas"]["FieldError"][];
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description With `version_conflict`: the version it has.
             */
            version?: number | null;
        };
        /** @description What became of each selected task. */
        BulkReport: {
            changed: components["schemas"]["BulkChanged"][];
            dry_run: boolean;
            refused: components["schemas"]["BulkRefusal"][];
            /** @description How many were selected: the changed, the unchanged and the refused. */
            selected: number;
            /** @description They were like this already. */
            unchanged: string[];
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
        /** @description Which channels a kind goes to. A channel that is left out is as it is by default. */
        Channels: {
            email?: boolean | null;
            in_app?: boolean | null;
            push?: boolean | null;
        };
        /** @description A view, and what is wrong with its filter and its order by now. */
        CheckedView: components["schemas"]["View"] & {
            /** @description Why the filter finds nothing any more: it names a tag, person or project that is gone, or was renamed. */
            filter_error?: string | null;
            /** @description Why the list cannot be sorted so any more: its custom field is gone. */
            sort_error?: string | null;
        };
        /** @description Work that is done by itself, again and again. */
        ChoreStatus: {
            /** Format: int64 */
            cleared: number;
            done_at?: components["schemas"]["Stamp"] | null;
            /** Format: int64 */
            failures: number;
            name: string;
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
        /** @description How a cycle is to be completed. */
        CompleteCycle: {
            /**
             * Format: uuid
             * @description With `roll_over: cycle`: another cycle of the project that is not completed.
             */
            cycle_id?: string | null;
            roll_over: components["schemas"]["RollOver"];
        };
        /** @description How far a consumer has come. */
        ConsumerState: {
            consumer: string;
            /**
             * Format: int64
             * @description Streams in which it failed and tries again.
             */
            failing: number;
            /** @description `workspace`, `person` or `every` stream. */
            follows: string;
            /**
             * Format: int64
             * @description Streams in which it stands still.
             */
            halted: number;
            /**
             * Format: int64
             * @description Entries it has not read.
             */
            lag: number;
            /** Format: int64 */
            processes: number;
            /** Format: int64 */
            streams_behind: number;
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
        /** @description Something that tasks can be given a value for: `Task.custom_fields` has it by the field's id. */
        CustomField: {
            archived_at?: components["schemas"]["Stamp"] | null;
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            /** Format: uuid */
            id: string;
            /** @description Once in its project, or among those of all projects, whatever the case of its letters. */
            name: string;
            /** @description Of `select` and `multi_select`, in their order. */
            options: components["schemas"]["FieldOption"][];
            /** @description Its place among the fields: compare as text, byte by byte, and by `id` when equal. */
            position: string;
            /**
             * Format: uuid
             * @description The project whose tasks have it; `null` for tasks of all projects.
             */
            project_id?: string | null;
            /**
             * @description New tasks need a value, and it cannot be cleared. Tasks that were there before, or come by an import or as the next
             *     occurrence, may be without.
             */
            required: boolean;
            type: components["schemas"]["FieldKind"];
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description A stretch of days that tasks of a project are planned for. No two of a project share a day. */
        Cycle: {
            completed_at?: components["schemas"]["Stamp"] | null;
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            /**
             * Format: date
             * @description Its last day.
             */
            end_on: string;
            /** @description What it is to bring, in Markdown. */
            goal: string;
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * Format: int64
             * @description Counts up in its project.
             */
            number: number;
            /** Format: uuid */
            project_id: string;
            result?: components["schemas"]["CycleProgress"] | null;
            /**
             * Format: date
             * @description Its first day.
             */
            start_on: string;
            started_at?: components["schemas"]["Stamp"] | null;
            state: components["schemas"]["CycleState"];
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description A cycle in a list, with how far it is, or was when it was completed. */
        CycleEntry: components["schemas"]["Cycle"] & {
            progress: components["schemas"]["CycleProgress"];
        };
        /** @description How far a cycle is. */
        CycleProgress: components["schemas"]["Progress"] & {
            added: components["schemas"]["AddedLater"];
        };
        /**
         * @description How far a cycle has come. A project has at most one that is active.
         * @enum {string}
         */
        CycleState: "planned" | "active" | "completed";
        DatabaseStatus: {
            /**
             * Format: int64
             * @description Commits that failed because of the disk, since the process began.
             */
            disk_failures: number;
            /** @description `sqlite` or `postgres`. */
            engine: string;
            /**
             * Format: int64
             * @description Reads that wait for a connection.
             */
            read_queue: number;
            /**
             * Format: int64
             * @description Connections made again after a loss, since the process began.
             */
            reconnects: number;
            /**
             * Format: int64
             * @description Commands that wait to be written.
             */
            write_queue: number;
            /** @description Whether changes are taken: not while the disk is full or failing. */
            writes_accepted: boolean;
        };
        /** @description A delivery that was given up. */
        DeadLetter: {
            /** Format: int64 */
            attempts: number;
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            id: string;
            note: string;
            sender: string;
            target: string;
            updated_at: components["schemas"]["Stamp"];
        };
        /** @description A delivery with its attempts. */
        DeliveryDetail: components["schemas"]["WebhookDelivery"] & {
            /** @description The newest first, at most 50. */
            log: components["schemas"]["WebhookAttempt"][];
        };
        /**
         * @description What became of an event on its way.
         * @enum {string}
         */
        DeliveryState: "waiting" | "delivered" | "failed";
        /**
         * @description Why nothing is sent.
         * @enum {string}
         */
        DisabledReason: "paused" | "gone" | "failing";
        /** @description The file system of the data dir. */
        DiskStatus: {
            /** Format: int64 */
            free_bytes: number;
            /** Format: int64 */
            total_bytes: number;
        };
        /** @description Whether there was anything to do. */
        Done: {
            done: boolean;
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
        /** @description When a task will be due. */
        DueIn: {
            /**
             * Format: int32
             * @description Days from the day it is made: -3,650 to 3,650.
             */
            days: number;
            /**
             * @description `HH:MM` on the wall clock.
             * @example 09:30
             */
            time?: string | null;
            /** @description IANA name; without one, the zone of whoever uses the template. */
            timezone?: string | null;
        };
        /**
         * @description Where a new task goes in its column.
         * @enum {string}
         */
        Edge: "top" | "bottom";
        /** @description What became of one action. */
        Effect: {
            /**
             * Format: uuid
             * @description What was changed or made: the task, comment, new task or delivery.
             */
            changed?: string | null;
            /** @description Why it was refused. */
            code?: string | null;
            /** @description The action's `do`. */
            do: string;
            /** @description How many people were told. */
            people?: number | null;
        };
        /** @description The tasks' estimates, summed up. A task without one adds nothing. */
        EstimateSums: {
            /** Format: double */
            cancelled: number;
            /** Format: double */
            done: number;
            /** Format: double */
            total: number;
        };
        /** @description The beginning of what was sent, and of what was answered. */
        Excerpt: {
            /** @description At most 4 KiB. */
            request_body: string;
            /** @description Headers, one a line. */
            request_headers: string;
            /** @description At most 2 KiB. */
            response_body: string;
            response_headers: string;
        };
        /**
         * @description What is written.
         * @enum {string}
         */
        ExportFormat: "archive" | "csv";
        /** @description An export of a workspace. */
        ExportJob: {
            created_at: components["schemas"]["Stamp"];
            /**
             * Format: int64
             * @description Rows and entries written so far.
             */
            done: number;
            /** @description Why it failed. */
            error?: string | null;
            /** @description The file is kept until then. */
            expires_at: components["schemas"]["Stamp"];
            file_name: string;
            finished_at?: components["schemas"]["Stamp"] | null;
            format: components["schemas"]["ExportFormat"];
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Bytes of the file, once it is there.
             */
            size?: number | null;
            state: components["schemas"]["JobState"];
            /**
             * Format: uuid
             * @description Who asked for it.
             */
            user_id: string;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description What it takes to have oneself forgotten. */
        Farewell: {
            /** @description The current password. */
            password: string;
        };
        /** @description Something that somebody wants at hand. */
        Favourite: {
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            id: string;
            /** @description Its place: compare as text, byte by byte, and by `id` when equal. */
            position: string;
            /** Format: uuid */
            target_id: string;
            target_type: components["schemas"]["Target"];
            updated_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            user_id: string;
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description Where a favourite goes. */
        FavouritePatch: {
            /**
             * Format: uuid
             * @description Right after this one; `null` puts it first.
             */
            after_id?: string | null;
        };
        /**
         * @description What a column of a table is.
         * @enum {string}
         */
        Field: "id" | "title" | "description" | "status" | "priority" | "labels" | "assignee" | "start" | "due" | "estimate" | "parent" | "recurrence" | "comment" | "link" | "completed" | "project" | "note";
        /** @description One thing wrong with the given data. */
        FieldError: {
            /** @description Stable, for programs. */
            code: string;
            /** @description For people: what to do. */
            message: string;
            /** @description JSON pointer (RFC 6901) into the body, or `?name` for a query parameter. */
            pointer: string;
        };
        /**
         * @description What a field's values are.
         * @enum {string}
         */
        FieldKind: "text" | "number" | "date" | "select" | "multi_select" | "person" | "url";
        /** @description One of the values that a field offers. */
        FieldOption: {
            /** @description `#RRGGBB`. */
            colour: string;
            /** Format: uuid */
            id: string;
            /** @description Once in its field, whatever the case of its letters. */
            name: string;
            /** @description Its place among the options. */
            position: string;
        };
        /** @description What is to be different about a field. Its type stays. */
        FieldPatch: {
            /**
             * Format: uuid
             * @description Right after this field of the same scope; `null` puts it first.
             */
            after_id?: string | null;
            archived?: boolean;
            name?: string;
            /** @description The whole list in its new order. An option that is left out goes, and tasks lose it. */
            options?: components["schemas"]["NewOption"][];
            required?: boolean;
        };
        /** @description A custom field to be made for the project alone. */
        FieldPlan: {
            /**
             * Format: uuid
             * @description What tasks of the template name it by; the field that is made gets another.
             */
            id: string;
            name: string;
            options?: components["schemas"]["OptionPlan"][];
            required?: boolean;
            type: components["schemas"]["FieldKind"];
        };
        ForgotPassword: {
            /** @example ada@example.org */
            email: string;
        };
        /** @description What belongs together: all notifications about one task, or one alone. */
        Group: {
            /** Format: int64 */
            count: number;
            /** Format: uuid */
            group_id: string;
            /** @description The newest of them. */
            latest: components["schemas"]["InboxItem"];
            /** Format: int64 */
            unread: number;
        };
        /**
         * @description What tasks are put together by; `due` is overdue, today, this week, later and without a date, `field.` and an id a custom field of a choice or of people.
         * @example status
         */
        GroupBy: string;
        /** @description What a group is of: everything a column's head shows. */
        GroupHead: {
            category?: components["schemas"]["StatusCategory"] | null;
            colour?: string | null;
            /**
             * Format: uuid
             * @description Of the status, person, tag, project, milestone, cycle or option; `null` for those without one.
             */
            id?: string | null;
            /**
             * @description Give it as `group` to the list, with all other parameters as they were, for this group's tasks alone.
             * @example status:0193d9a0-5b7c-7d5e-8c1f-3b2a1c0d9e8f
             * @example priority:high
             * @example assignee:none
             */
            key: string;
            /** @description Its name; the word of a priority, category or `overdue`, `today`, `week`, `later`; `null` for those without one. */
            name?: string | null;
            /**
             * Format: int64
             * @description Of a status: how many tasks the column should hold at most.
             */
            wip_limit?: number | null;
        };
        /** @description A place that a consumer does not get past. */
        HaltState: {
            /** Format: int64 */
            attempts: number;
            consumer: string;
            error: string;
            halted_at?: components["schemas"]["Stamp"] | null;
            next_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            seq: number;
            /** Format: uuid */
            stream_id: string;
        };
        /** @description How an endpoint does. */
        Health: {
            failing_since?: components["schemas"]["Stamp"] | null;
            /**
             * Format: int64
             * @description Attempts in a row that failed.
             */
            failures: number;
            /** @description Why the filter cannot be read any more; until it can, nothing is sent. */
            filter_fault?: string | null;
            open_until?: components["schemas"]["Stamp"] | null;
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
        /** @description An import. */
        ImportJob: {
            created_at: components["schemas"]["Stamp"];
            /**
             * Format: int64
             * @description Tasks looked at so far, of `total`.
             */
            done: number;
            /** @description Why it failed. */
            error?: string | null;
            finished_at?: components["schemas"]["Stamp"] | null;
            /** @example jira */
            format: string;
            /** Format: uuid */
            id: string;
            mapping?: components["schemas"]["Mapping"] | null;
            /** @description What the project is called, for files that do not say. */
            name?: string | null;
            /** @description Who people there are here: name → address. */
            people: {
                [key: string]: string;
            };
            proposal?: components["schemas"]["Proposal"] | null;
            /** @description While it is `ready` what would be made, then what was. In lists with its first 20 notes. */
            report: components["schemas"]["Report"];
            state: components["schemas"]["JobState"];
            /** Format: int64 */
            total: number;
            /**
             * Format: uuid
             * @description Who uploaded it; once it runs, who started it.
             */
            user_id: string;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description What is to be different about an import that has not begun. */
        ImportPatch: {
            mapping?: components["schemas"]["Mapping"] | null;
            name?: string | null;
            /** @description Replaced whole. */
            people?: {
                [key: string]: string;
            } | null;
        };
        /** @description A notification with what its reader may see now of what it is about. */
        InboxItem: components["schemas"]["Notification"] & {
            /** @description What the person whose doing it is calls themselves. */
            actor_name?: string | null;
            /** @description The beginning of the comment, while it can be seen. */
            excerpt?: string | null;
            task?: components["schemas"]["SeenTask"] | null;
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
        /**
         * @description Where an import stands.
         * @enum {string}
         */
        JobState: "ready" | "running" | "done" | "failed" | "cancelled";
        /** @description Where an accepted invitation led to. */
        Joined: {
            member: components["schemas"]["Member"];
            workspace: components["schemas"]["Workspace"];
        };
        /**
         * @description Why somebody is told.
         * @enum {string}
         */
        Kind: "assigned" | "mentioned" | "commented" | "status_changed" | "due_soon" | "overdue" | "reminder" | "invited" | "notice";
        /** @description Part of a group. */
        Lane: components["schemas"]["GroupHead"] & {
            /** Format: int64 */
            count: number;
            /**
             * Format: double
             * @description The sum of their estimates.
             */
            estimate: number;
        };
        /**
         * @description Which of one's own changes is meant without being named.
         * @enum {string}
         */
        Last: "change" | "undo";
        /** @description A task that changed lately. */
        Latest: {
            assignee_ids: string[];
            /** Format: uuid */
            id: string;
            key: string;
            status_category: components["schemas"]["StatusCategory"];
            /** Format: uuid */
            status_id: string;
            title: string;
            updated_at: components["schemas"]["Stamp"];
        };
        /**
         * @description How a view is drawn.
         * @enum {string}
         */
        Layout: "list" | "board" | "calendar" | "timeline" | "table";
        /** @description A workspace of the server. */
        ListedWorkspace: components["schemas"]["Workspace"] & {
            /**
             * Format: int64
             * @description How many people work in it.
             */
            members: number;
            owners: components["schemas"]["WorkspaceOwner"][];
        };
        LiveStatus: {
            connections: number;
            /** @description Workspaces that are followed, or were within the last minute. */
            workspaces: number;
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
        /** @description What was made. */
        MadeProject: {
            /** @description What is not there any more, such as a tag; pointers are into the template. */
            left_out: components["schemas"]["FieldError"][];
            project: components["schemas"]["Project"];
            /** @description How many tasks it has from the template, with all their subtasks. */
            tasks: number;
        };
        /** @description What was made. */
        MadeTasks: {
            /** @description What is not there any more, such as a tag, or not in this project; pointers are into the template. */
            left_out: components["schemas"]["FieldError"][];
            /** @description All below it, in the template's order. */
            subtasks: components["schemas"]["Task"][];
            task: components["schemas"]["Task"];
        };
        MailStatus: {
            /** Format: int64 */
            delayed: number;
            /**
             * Format: int64
             * @description Mails that were given up lately.
             */
            failed: number;
            from: string;
            /** Format: int64 */
            given_up: number;
            /** @description Whether mail goes to a mail server; otherwise it is written into the data dir. */
            has_server: boolean;
            oldest?: components["schemas"]["Stamp"] | null;
            rests_until?: components["schemas"]["Stamp"] | null;
            /**
             * Format: int64
             * @description By this process, since it began.
             */
            sent: number;
            /**
             * Format: int64
             * @description Addresses that get no mail.
             */
            suppressed: number;
            /**
             * Format: int64
             * @description Mails that are not sent yet and not given up.
             */
            waiting: number;
            /** @description `smtp`, `sendgrid` or `files`. */
            way: string;
            /**
             * Format: int64
             * @description Not sent, since their addresses get no mail.
             */
            withheld: number;
        };
        /** @description How a table is read. */
        Mapping: {
            /** @description Heading → what it is. Columns that are not named are left out. One of them must be `title`. */
            columns: {
                [key: string]: components["schemas"]["Field"];
            };
            /** @description How dates are written, such as `%d/%m/%Y` or `%m/%d/%Y %H:%M`. Forms that can be read only one way need none. */
            dates?: string | null;
            /** @description `,` `;` `|` or a tab; found out when absent. */
            delimiter?: string | null;
            /** @description Such as `utf-8`, `utf-16le`, `windows-1252`, `shift_jis`; found out when absent. */
            encoding?: string | null;
            /** @description `,` when absent. */
            list_separator?: string | null;
            /** @description Word in a priority column → priority. */
            priority?: {
                [key: string]: components["schemas"]["Priority"];
            };
            /** @description Word in a status column → the category of the status it becomes; other words go by their meaning in English. */
            status?: {
                [key: string]: components["schemas"]["StatusCategory"];
            };
            /** @description The IANA time zone of times that do not say theirs. */
            timezone?: string | null;
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
        /** @description Something the tasks of a project are to reach together. */
        Milestone: {
            completed_at?: components["schemas"]["Stamp"] | null;
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            /** @description Markdown. */
            description: string;
            /** Format: uuid */
            id: string;
            /** @description Unique in the project, whatever the case. */
            name: string;
            /** @description Its place among the project's milestones: sort by this text's bytes, then by `id`. */
            position: string;
            /** Format: uuid */
            project_id: string;
            state: components["schemas"]["MilestoneState"];
            /**
             * Format: date
             * @description The day by which it is to be reached.
             */
            target_on?: string | null;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description A milestone in a list, with how far its tasks are. */
        MilestoneEntry: components["schemas"]["Milestone"] & {
            progress: components["schemas"]["Progress"];
        };
        /** @description A milestone to be made. */
        MilestonePlan: {
            /** @description Markdown. */
            description?: string;
            /** @description Once in the template. */
            name: string;
            /**
             * Format: int32
             * @description Days from the day the project is made.
             */
            target_in?: number | null;
        };
        /**
         * @description Whether a milestone was reached.
         * @enum {string}
         */
        MilestoneState: "open" | "completed";
        /**
         * @description Which occurrences open whose time passed while no server ran.
         * @enum {string}
         */
        Missed: "latest" | "all";
        /**
         * @description What the next date is counted from.
         * @enum {string}
         */
        Mode: "schedule" | "completion" | "calendar";
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
        /** @description A cycle to be made. */
        NewCycle: {
            /**
             * Format: date
             * @description Not before `start_on`.
             */
            end_on: string;
            /** @description Markdown, up to 20 kB. */
            goal?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: sending it again returns the first.
             */
            id?: string | null;
            /** @description `Cycle` and its number when absent. */
            name?: string | null;
            /** Format: date */
            start_on: string;
        };
        /** @description An export to be made. */
        NewExport: {
            format: components["schemas"]["ExportFormat"];
        };
        /** @description What is to be at hand. */
        NewFavourite: {
            /**
             * Format: uuid
             * @description Chosen by the client, so that it can go on while it is offline.
             */
            id?: string | null;
            /** Format: uuid */
            target_id: string;
            target_type: components["schemas"]["Target"];
        };
        /** @description A field to be made. */
        NewField: {
            /**
             * Format: uuid
             * @description Right after this field of the same scope; else last.
             */
            after_id?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client, so that it can go on while it is offline.
             */
            id?: string | null;
            /** @description 1 to 50 characters. */
            name: string;
            /** @description Of `select` and `multi_select`: 1 to 100, in their order. */
            options?: components["schemas"]["NewOption"][];
            required?: boolean;
            type: components["schemas"]["FieldKind"];
        };
        /** @description Whom to invite, and as what. */
        NewInvitations: {
            /** @description 1 to 50 addresses; one that comes twice is taken once. */
            emails: string[];
            /** @description `admin`, `member` or `guest`. Owners are made of members. */
            role: components["schemas"]["Role"];
        };
        /** @description A milestone to be made. */
        NewMilestone: {
            /**
             * Format: uuid
             * @description Stand directly after this milestone.
             */
            after_id?: string | null;
            /**
             * Format: uuid
             * @description Stand directly before this milestone; without a place it comes last.
             */
            before_id?: string | null;
            /** @description Markdown, up to 20 kB. */
            description?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: sending it again returns the first.
             */
            id?: string | null;
            name: string;
            /** Format: date */
            target_on?: string | null;
        };
        /** @description A notice to be posted. */
        NewNotice: {
            /** @description 1 to 2,000 characters. */
            text: string;
            /** @description Members; all of them when absent. */
            user_ids?: string[] | null;
        };
        /** @description An option of a field. One with the `id` of an option that is there stays that option. */
        NewOption: {
            /** @description `#RRGGBB`; grey when absent. */
            colour?: string | null;
            /** Format: uuid */
            id?: string | null;
            /** @description 1 to 50 characters. */
            name: string;
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
        /** @description By which only the browser reads what is pushed; in base64url. */
        NewPushKeys: {
            /** @description 16 bytes. */
            auth: string;
            /** @description A point of P-256, uncompressed. */
            p256dh: string;
        };
        /** @description What a browser says of its subscription, as `PushSubscription.toJSON()` writes it. */
        NewPushSubscription: {
            /**
             * @description At most 1,000 characters; https.
             * @example https://updates.push.services.mozilla.com/wpush/v2/gAAA…
             */
            endpoint: string;
            /**
             * Format: double
             * @description When it ends by itself, in milliseconds since 1970.
             */
            expirationTime?: number | null;
            keys: components["schemas"]["NewPushKeys"];
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
        /** @description A reminder to be set: `at` or `before_minutes`. */
        NewReminder: {
            at?: components["schemas"]["Stamp"] | null;
            /**
             * Format: int64
             * @description 0 to 525,600: up to a year.
             */
            before_minutes?: number | null;
            /**
             * Format: uuid
             * @description Chosen by the client, so that it can go on while it is offline.
             */
            id?: string | null;
        };
        /** @description A rule to be made. */
        NewRule: {
            /** @description 1 to 10, done in this order. */
            actions: components["schemas"]["Act"][];
            /** @description On when absent. */
            enabled?: boolean | null;
            filter?: string;
            /**
             * Format: uuid
             * @description Chosen by the client, so that a second try makes no second one.
             */
            id?: string | null;
            /**
             * Format: int64
             * @description 1 to 1,000; 100 when absent.
             */
            max_per_hour?: number | null;
            /** @description 1 to 100 characters. */
            name: string;
            /** Format: uuid */
            project_id?: string | null;
            trigger: components["schemas"]["Trigger"];
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
        /** @description An address that is to get no more mail. */
        NewSuppression: {
            /** @example ada@example.org */
            email: string;
            /** @description Why, for people; at most 200 characters. */
            note?: string;
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
        /** @description A template to be made: give either `task` or `project`. */
        NewTemplate: {
            /** @description Markdown, up to 20 kB. */
            description?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: sending it again returns the first.
             */
            id?: string | null;
            name: string;
            project?: components["schemas"]["ProjectPlan"] | null;
            task?: components["schemas"]["TaskPlan"] | null;
        };
        /** @description What somebody typed. */
        NewTextUpdate: {
            /**
             * Format: uuid
             * @description Of the document that it was written in.
             */
            generation: string;
            /** @description Writes the description now instead of soon: one is done writing. */
            settle?: boolean;
            /** @description A Yjs update (version 1) in Base64: plain text alone. */
            update?: string | null;
        };
        /**
         * @description Time to be tracked: from `started_at` to `ended_at`, or for so many `seconds` from `started_at`, or for the `seconds`
         *     that end now.
         */
        NewTimeEntry: {
            ended_at?: components["schemas"]["Stamp"] | null;
            /**
             * Format: uuid
             * @description Chosen by the client, if it likes: sending it again returns the first.
             */
            id?: string | null;
            /** @description Up to 2,000 characters. */
            note?: string | null;
            /**
             * Format: int64
             * @description At least 1.
             */
            seconds?: number | null;
            started_at?: components["schemas"]["Stamp"] | null;
        };
        /** @description A view to be made. */
        NewView: {
            /** @description Up to 50. */
            columns?: string[];
            filter?: string;
            group_by?: components["schemas"]["GroupBy"] | null;
            /**
             * Format: uuid
             * @description Chosen by the client, so that it can go on while it is offline.
             */
            id?: string | null;
            lane_by?: components["schemas"]["GroupBy"] | null;
            layout?: components["schemas"]["Layout"];
            /** @description 1 to 100 characters. */
            name: string;
            /** @description Up to 16 KiB. */
            options?: Record<string, never>;
            /** Format: uuid */
            project_id?: string | null;
            shared?: boolean;
            sort?: string;
        };
        /** @description A webhook to be made. */
        NewWebhook: {
            description?: string;
            /** @description Types such as `task.created`, or `task.*`; all when absent. */
            event_types?: string[];
            /** @description The filter language. */
            filter?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client.
             */
            id?: string | null;
            /** @description `https://…`, on the public Internet unless the server's settings allow more. */
            url: string;
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
        /** @description Something that somebody is told. It names what it is about and repeats nothing of it. */
        Notification: {
            /**
             * Format: uuid
             * @description Whose doing it is; nobody's when time passed.
             */
            actor_id?: string | null;
            archived_at?: components["schemas"]["Stamp"] | null;
            /**
             * Format: uuid
             * @description Of what was commented, or where the person was mentioned.
             */
            comment_id?: string | null;
            created_at: components["schemas"]["Stamp"];
            /**
             * Format: uuid
             * @description What it is shown together with: its task, or nothing but itself.
             */
            group_id: string;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["Kind"];
            read_at?: components["schemas"]["Stamp"] | null;
            snoozed_until?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            task_id?: string | null;
            /** @description What a notice says; empty otherwise. */
            text: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            user_id: string;
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description A date of a series. */
        Occurrence: {
            due: components["schemas"]["Due"];
            due_at?: components["schemas"]["Stamp"] | null;
            opens_at?: components["schemas"]["Stamp"] | null;
            /** Format: date */
            start_on?: string | null;
        };
        /** @description An option of a field to be made. */
        OptionPlan: {
            colour?: string | null;
            /**
             * Format: uuid
             * @description What tasks of the template name it by; the option that is made gets another.
             */
            id: string;
            name: string;
        };
        /**
         * @description What became of one address.
         * @enum {string}
         */
        Outcome: "invited" | "renewed" | "already_member";
        /** @description How a project stands. Archived tasks and those in the trash do not count. */
        Overview: {
            /** @description Who has how many open tasks, most first; up to 50 people. */
            assignees: components["schemas"]["Lane"][];
            /** Format: int64 */
            cancelled: number;
            categories: components["schemas"]["Lane"][];
            /** Format: int64 */
            done: number;
            /** @description What changed last, up to 10 tasks. */
            latest: components["schemas"]["Latest"][];
            /** @description The next open milestones with how far they are, up to 20. */
            milestones: components["schemas"]["MilestoneEntry"][];
            /**
             * Format: int64
             * @description Neither done nor cancelled.
             */
            open: number;
            /**
             * Format: int64
             * @description Open, and due before now.
             */
            overdue: number;
            /**
             * Format: double
             * @description Done among all that were not cancelled, 0 to 1; `null` when there are none.
             */
            progress?: number | null;
            /** Format: uuid */
            project_id: string;
            statuses: components["schemas"]["Lane"][];
            /** Format: int64 */
            tasks: number;
            /**
             * Format: int64
             * @description Open, and nobody is assigned.
             */
            unassigned: number;
        };
        /** @description A session as its owner sees it. */
        OwnSession: components["schemas"]["Session"] & {
            /** @description Whether it is the one that asks. */
            current: boolean;
            last_used_at?: components["schemas"]["Stamp"] | null;
        };
        /** @description One page of a list. */
        Page_Account: {
            items: (components["schemas"]["User"] & {
                /**
                 * Format: int64
                 * @description Where they are signed in now.
                 */
                sessions: number;
                signed_in_at?: components["schemas"]["Stamp"] | null;
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
        Page_AuditEntry: {
            items: {
                /**
                 * Format: uuid
                 * @description Who did it; `null` for what the server did by itself, and for who did not show who they are.
                 */
                actor_id?: string | null;
                /** @description The client's address; `null` once it was taken away. */
                address?: string | null;
                at: components["schemas"]["Stamp"];
                /** @description The request's `Idempotency-Key`, or what else caused it. */
                cause?: string | null;
                /** @description Field → `{from, to}`. */
                changes: Record<string, never>;
                /** @description The kind of thing it happened to. */
                entity: string;
                /** Format: uuid */
                entity_id: string;
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                project_after?: string | null;
                /**
                 * Format: uuid
                 * @description The project it was in before, and after.
                 */
                project_before?: string | null;
                /** @description What it said was forgotten; the chain still proves that it was there. */
                redacted: boolean;
                request_id: string;
                /**
                 * Format: int64
                 * @description Its place in the log.
                 */
                seq: number;
                /** Format: uuid */
                session_id?: string | null;
                /**
                 * Format: uuid
                 * @description What it is shown under: the task of a comment.
                 */
                subject_id?: string | null;
                /**
                 * Format: uuid
                 * @description The API token that was used.
                 */
                token_id?: string | null;
                /** @description What happened, such as `member.updated`. */
                type: string;
                /** @description As the client's program calls itself. */
                user_agent?: string | null;
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
        Page_CustomField: {
            items: {
                archived_at?: components["schemas"]["Stamp"] | null;
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                creator_id: string;
                /** Format: uuid */
                id: string;
                /** @description Once in its project, or among those of all projects, whatever the case of its letters. */
                name: string;
                /** @description Of `select` and `multi_select`, in their order. */
                options: components["schemas"]["FieldOption"][];
                /** @description Its place among the fields: compare as text, byte by byte, and by `id` when equal. */
                position: string;
                /**
                 * Format: uuid
                 * @description The project whose tasks have it; `null` for tasks of all projects.
                 */
                project_id?: string | null;
                /**
                 * @description New tasks need a value, and it cannot be cleared. Tasks that were there before, or come by an import or as the next
                 *     occurrence, may be without.
                 */
                required: boolean;
                type: components["schemas"]["FieldKind"];
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
        Page_CycleEntry: {
            items: (components["schemas"]["Cycle"] & {
                progress: components["schemas"]["CycleProgress"];
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
        Page_ExportJob: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /**
                 * Format: int64
                 * @description Rows and entries written so far.
                 */
                done: number;
                /** @description Why it failed. */
                error?: string | null;
                /** @description The file is kept until then. */
                expires_at: components["schemas"]["Stamp"];
                file_name: string;
                finished_at?: components["schemas"]["Stamp"] | null;
                format: components["schemas"]["ExportFormat"];
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description Bytes of the file, once it is there.
                 */
                size?: number | null;
                state: components["schemas"]["JobState"];
                /**
                 * Format: uuid
                 * @description Who asked for it.
                 */
                user_id: string;
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
        Page_Favourite: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                id: string;
                /** @description Its place: compare as text, byte by byte, and by `id` when equal. */
                position: string;
                /** Format: uuid */
                target_id: string;
                target_type: components["schemas"]["Target"];
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
        Page_Group: {
            items: {
                /** Format: int64 */
                count: number;
                /** Format: uuid */
                group_id: string;
                /** @description The newest of them. */
                latest: components["schemas"]["InboxItem"];
                /** Format: int64 */
                unread: number;
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
                /**
                 * Format: double
                 * @description The sum of their estimates.
                 */
                estimate: number;
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
                    cycle_since?: components["schemas"]["Stamp"] | null;
                    deleted_at?: components["schemas"]["Stamp"] | null;
                    /** @description Markdown. */
                    description: string;
                    due?: components["schemas"]["Due"] | null;
                    due_at?: components["schemas"]["Stamp"] | null;
                    /**
                     * Format: double
                     * @description In whatever unit the team counts (points, hours), 0 to 1,000,000; never converted.
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
                    /**
                     * Format: uuid
                     * @description The same for all occurrences of a series: the id of its first. Not there for a task that never repeated.
                     */
                    series_id?: string | null;
                    /** Format: date */
                    start_on?: string | null;
                    status_category: components["schemas"]["StatusCategory"];
                    /** Format: uuid */
                    status_id: string;
                    tag_ids: string[];
                    title: string;
                    /**
                     * Format: int64
                     * @description The time tracked on it, in seconds. A timer counts once it stops.
                     */
                    tracked_seconds: number;
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
        Page_ImportJob: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /**
                 * Format: int64
                 * @description Tasks looked at so far, of `total`.
                 */
                done: number;
                /** @description Why it failed. */
                error?: string | null;
                finished_at?: components["schemas"]["Stamp"] | null;
                /** @example jira */
                format: string;
                /** Format: uuid */
                id: string;
                mapping?: components["schemas"]["Mapping"] | null;
                /** @description What the project is called, for files that do not say. */
                name?: string | null;
                /** @description Who people there are here: name → address. */
                people: {
                    [key: string]: string;
                };
                proposal?: components["schemas"]["Proposal"] | null;
                /** @description While it is `ready` what would be made, then what was. In lists with its first 20 notes. */
                report: components["schemas"]["Report"];
                state: components["schemas"]["JobState"];
                /** Format: int64 */
                total: number;
                /**
                 * Format: uuid
                 * @description Who uploaded it; once it runs, who started it.
                 */
                user_id: string;
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
        Page_InboxItem: {
            items: (components["schemas"]["Notification"] & {
                /** @description What the person whose doing it is calls themselves. */
                actor_name?: string | null;
                /** @description The beginning of the comment, while it can be seen. */
                excerpt?: string | null;
                task?: components["schemas"]["SeenTask"] | null;
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
        Page_ListedWorkspace: {
            items: (components["schemas"]["Workspace"] & {
                /**
                 * Format: int64
                 * @description How many people work in it.
                 */
                members: number;
                owners: components["schemas"]["WorkspaceOwner"][];
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
        Page_MilestoneEntry: {
            items: (components["schemas"]["Milestone"] & {
                progress: components["schemas"]["Progress"];
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
        Page_PushSubscription: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /** @description What the browser calls itself: its `User-Agent`. */
                device: string;
                /**
                 * @description Where its push service is.
                 * @example updates.push.services.mozilla.com
                 */
                host: string;
                /** Format: uuid */
                id: string;
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
        Page_Reminder: {
            items: {
                at?: components["schemas"]["Stamp"] | null;
                /**
                 * Format: int64
                 * @description Before the task is due: before its time, or before nine in the morning, in the person's time zone, of a day without
                 *     one.
                 */
                before_minutes?: number | null;
                created_at: components["schemas"]["Stamp"];
                fired_at?: components["schemas"]["Stamp"] | null;
                fires_at?: components["schemas"]["Stamp"] | null;
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
        Page_Rule: {
            items: {
                actions: components["schemas"]["Act"][];
                /**
                 * Format: uuid
                 * @description Who said last what it does. It can do what they can, as of the moment it runs.
                 */
                author_id: string;
                created_at: components["schemas"]["Stamp"];
                /** @description Why the server switched it off: a code such as `forbidden`. */
                disabled_reason?: string | null;
                enabled: boolean;
                /** @description The filter language; empty for all tasks. An event is asked of the task as the event left it. */
                filter: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description Runs in an hour at most; more are left out.
                 */
                max_per_hour: number;
                name: string;
                /**
                 * Format: uuid
                 * @description The project whose tasks it is about; all projects' when `null`.
                 */
                project_id?: string | null;
                trigger: components["schemas"]["Trigger"];
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
        Page_Run: {
            items: {
                at: components["schemas"]["Stamp"];
                effects: components["schemas"]["Effect"][];
                /**
                 * Format: uuid
                 * @description The entry of the log that set it off; `null` when the time had come.
                 */
                event_id?: string | null;
                /** Format: uuid */
                id: string;
                outcome: components["schemas"]["RunOutcome"];
                /** @description A code, for what is not `done`. */
                reason?: string | null;
                /** Format: uuid */
                rule_id: string;
                /** Format: int64 */
                seq?: number | null;
                /** Format: uuid */
                task_id?: string | null;
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
        Page_Suppression: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /**
                 * @description In small letters.
                 * @example ada@example.org
                 */
                email: string;
                /** Format: uuid */
                id: string;
                /** @description What was said of it, for people. */
                note: string;
                reason: components["schemas"]["Reason"];
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
                cycle_since?: components["schemas"]["Stamp"] | null;
                deleted_at?: components["schemas"]["Stamp"] | null;
                /** @description Markdown. */
                description: string;
                due?: components["schemas"]["Due"] | null;
                due_at?: components["schemas"]["Stamp"] | null;
                /**
                 * Format: double
                 * @description In whatever unit the team counts (points, hours), 0 to 1,000,000; never converted.
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
                /**
                 * Format: uuid
                 * @description The same for all occurrences of a series: the id of its first. Not there for a task that never repeated.
                 */
                series_id?: string | null;
                /** Format: date */
                start_on?: string | null;
                status_category: components["schemas"]["StatusCategory"];
                /** Format: uuid */
                status_id: string;
                tag_ids: string[];
                title: string;
                /**
                 * Format: int64
                 * @description The time tracked on it, in seconds. A timer counts once it stops.
                 */
                tracked_seconds: number;
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
        Page_Template: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                creator_id: string;
                /** @description What it is for. Markdown. */
                description: string;
                /** Format: uuid */
                id: string;
                /** @description Once among those of its type for all projects, or in its project, whatever the case of its letters. */
                name: string;
                project?: components["schemas"]["ProjectPlan"] | null;
                /**
                 * Format: uuid
                 * @description The project it is for; `null` when it is there for all.
                 */
                project_id?: string | null;
                task?: components["schemas"]["TaskPlan"] | null;
                type: components["schemas"]["TemplateKind"];
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
        Page_TimeEntry: {
            items: {
                created_at: components["schemas"]["Stamp"];
                ended_at?: components["schemas"]["Stamp"] | null;
                /** Format: uuid */
                id: string;
                note: string;
                /**
                 * Format: int64
                 * @description How long it was, in whole seconds; `null` while its timer runs.
                 */
                seconds?: number | null;
                started_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                task_id: string;
                updated_at: components["schemas"]["Stamp"];
                /**
                 * Format: uuid
                 * @description Who worked.
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
        Page_View: {
            items: {
                /** @description What is shown of each task, in this order; the client's choice when empty. */
                columns: string[];
                created_at: components["schemas"]["Stamp"];
                /** @description The filter language; empty for all tasks. */
                filter: string;
                group_by?: components["schemas"]["GroupBy"] | null;
                /** Format: uuid */
                id: string;
                lane_by?: components["schemas"]["GroupBy"] | null;
                layout: components["schemas"]["Layout"];
                name: string;
                /** @description Whatever else the client keeps about how it is drawn. */
                options: Record<string, never>;
                /** Format: uuid */
                owner_id: string;
                /** @description Its place among views: compare as text, byte by byte, and by `id` when equal. */
                position: string;
                /**
                 * Format: uuid
                 * @description The project whose tasks it shows; all of the workspace's when `null`.
                 */
                project_id?: string | null;
                /** @description Whether others see it, too: all who see the project, or the whole workspace. Otherwise it is its owner's alone. */
                shared: boolean;
                /** @description As `sort` of a list; empty for the newest first. */
                sort: string;
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
        Page_Webhook: {
            items: {
                created_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                created_by: string;
                description: string;
                disabled_at?: components["schemas"]["Stamp"] | null;
                disabled_reason?: components["schemas"]["DisabledReason"] | null;
                /** @description Types such as `task.created`, or `task.*`; an empty list is every type. */
                event_types: string[];
                /** @description The filter language: only what happens to tasks like this. */
                filter?: string | null;
                /** Format: uuid */
                id: string;
                state: components["schemas"]["WebhookState"];
                updated_at: components["schemas"]["Stamp"];
                url: string;
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
        Page_WebhookDelivery: {
            items: {
                /** Format: int64 */
                attempts: number;
                created_at: components["schemas"]["Stamp"];
                event_type: string;
                /** Format: uuid */
                id: string;
                /**
                 * Format: int64
                 * @description What the receiver answered last.
                 */
                last_status?: number | null;
                next_attempt_at?: components["schemas"]["Stamp"] | null;
                /**
                 * Format: int64
                 * @description The entry of the workspace's log; `null` for a ping.
                 */
                seq?: number | null;
                state: components["schemas"]["DeliveryState"];
                updated_at: components["schemas"]["Stamp"];
                /** Format: uuid */
                webhook_id: string;
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
        /** @description Changes of a cycle: absent is left alone, `null` clears. */
        PatchCycle: {
            /** Format: date */
            end_on?: string;
            goal?: string | null;
            name?: string;
            /** Format: date */
            start_on?: string;
        };
        /** @description Changes of a milestone: absent is left alone, `null` clears. */
        PatchMilestone: {
            /**
             * Format: uuid
             * @description Stand directly after this milestone.
             */
            after_id?: string | null;
            /**
             * Format: uuid
             * @description Stand directly before this milestone.
             */
            before_id?: string | null;
            description?: string | null;
            name?: string;
            /** @description Its tasks stay as they are. */
            state?: components["schemas"]["MilestoneState"];
            /** Format: date */
            target_on?: string | null;
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
        /** @description Changes of tracked time: absent is left alone. */
        PatchTimeEntry: {
            /** @description Ends one whose timer runs, too. */
            ended_at?: components["schemas"]["Stamp"];
            note?: string | null;
            started_at?: components["schemas"]["Stamp"];
        };
        People: {
            /** Format: int64 */
            suspended: number;
            /** Format: int64 */
            total: number;
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
        /** @description Where a consumer is to go on. */
        Place: {
            consumer: string;
            /** Format: uuid */
            stream_id: string;
        };
        /** @description What became of a notice. */
        Posted: {
            /** Format: uuid */
            id: string;
            /** @description How many people it went to; how each wants to be told is their own business. */
            recipients: number;
        };
        /** @description How a person wants to be told. There is one for each, under the person's own id. */
        Preferences: components["schemas"]["Settings"] & {
            created_at?: components["schemas"]["Stamp"] | null;
            updated_at?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            user_id: string;
            /**
             * Format: int64
             * @description 0 until something is first changed.
             */
            version: number;
        };
        /** @description What is to be different. Whatever is given takes the place of what was there, maps and lists as a whole. */
        PreferencesPatch: {
            daily_digest?: string | null;
            kinds?: {
                [key: string]: components["schemas"]["Channels"];
            } | null;
            muted_project_ids?: string[] | null;
            muted_task_ids?: string[] | null;
            quiet_hours?: components["schemas"]["QuietHours"] | null;
            weekly_digest?: components["schemas"]["Weekly"] | null;
            workspaces?: {
                [key: string]: components["schemas"]["WorkspaceSettings"];
            } | null;
        };
        /**
         * @description How much a task matters. Ordered as people read it.
         * @enum {string}
         */
        Priority: "none" | "low" | "medium" | "high" | "urgent";
        /** @description What is wrong, as RFC 9457 `application/problem+json` (`code`, `request_id`, `errors`, `current` and `refused` are ours). */
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
            /** @description With 409 of what is done whole or not at all: the parts that cannot be done, each with its reason. */
            refused?: Record<string, never>[] | null;
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
        /** @description How far a plan is. What is in the trash does not count. */
        Progress: {
            estimate: components["schemas"]["EstimateSums"];
            tasks: components["schemas"]["TaskCounts"];
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
        /** @description A project to be made of a template. */
        ProjectFromTemplate: {
            /**
             * Format: date
             * @description The day from which the template's days are counted; `project.start_on`, or today, when absent.
             */
            on?: string | null;
            /** @description What it says counts more than the template. */
            project: components["schemas"]["NewProject"];
            /** @description Ids for the tasks, chosen by the client, in the template's order: each task before its subtasks. */
            task_ids?: string[];
            /** Format: uuid */
            template_id: string;
            /** @description IANA name of the zone of that day and of due times; one's own when absent. */
            tz?: string | null;
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
        /** @description A project to be made. */
        ProjectPlan: {
            colour?: string | null;
            custom_fields?: components["schemas"]["FieldPlan"][];
            /** @description Markdown. */
            description?: string;
            icon?: string | null;
            milestones?: components["schemas"]["MilestonePlan"][];
            /** Format: int32 */
            start_in?: number | null;
            /** @description In the order of the board; none for those that every new project gets. */
            statuses?: components["schemas"]["StatusPlan"][];
            /** Format: int32 */
            target_in?: number | null;
            task_templates?: components["schemas"]["TemplatePlan"][];
            /** @description At most 300 with all their subtasks. */
            tasks?: components["schemas"]["TaskPlan"][];
            visibility?: components["schemas"]["Visibility"] | null;
        };
        /**
         * @description A role in one project and all below it.
         * @enum {string}
         */
        ProjectRole: "viewer" | "commenter" | "editor" | "manager";
        /** @description What could be found out about a table. */
        Proposal: {
            /** @description Every column in its order. */
            columns: components["schemas"]["Sample"][];
            /** @description Send it back, changed where it is wrong. */
            mapping: components["schemas"]["Mapping"];
            /** Format: int64 */
            rows: number;
        };
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
        /** @description By which browsers subscribe. */
        PushKey: {
            /** @description `applicationServerKey`, in base64url. */
            public_key: string;
        };
        /** @description A browser that a person is pushed to, without the secrets by which it is reached. */
        PushSubscription: {
            created_at: components["schemas"]["Stamp"];
            /** @description What the browser calls itself: its `User-Agent`. */
            device: string;
            /**
             * @description Where its push service is.
             * @example updates.push.services.mozilla.com
             */
            host: string;
            /** Format: uuid */
            id: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            user_id: string;
            /** Format: int64 */
            version: number;
        };
        /** @description Lines to be made tasks of; what is understood in them is told in docs/QUICK-ADD.md. */
        QuickAdd: {
            /** @description `true` makes nothing, and answers what would be. */
            dry_run?: boolean | null;
            /** @description The language beside English that is understood (`de`), and the order of `3/12` (`en-GB`); one's own when absent. */
            locale?: string | null;
            /** @description Spans of the text that stay text, as `[start, end]` in UTF-16 units: chips that were turned back. */
            plain?: [
                number,
                number
            ][];
            /**
             * Format: uuid
             * @description Where lines go that name no `#project`.
             */
            project_id?: string | null;
            /**
             * Format: uuid
             * @description For lines that name no `/status` and go into `project_id`.
             */
            status_id?: string | null;
            /**
             * @description A task a line, at most 50 of them and 20,000 bytes; empty lines are left out.
             * @example Fix login redirect #Web /todo @bug +ana !high fri 15:00 ~2h every 2 weeks
             */
            text: string;
            /** @description IANA name of the zone in which days and times are meant; one's own when absent. */
            tz?: string | null;
        };
        /** @description All lines, understood. */
        QuickAdded: {
            items: components["schemas"]["QuickLine"][];
        };
        /** @description A part of the text that was understood. */
        QuickChip: {
            /** @description Where it ends. */
            end: number;
            /**
             * @description What it means, in words.
             * @example Friday, 4 December 2026, 15:00
             */
            label: string;
            /** @description Where it starts in the whole text, in UTF-16 units as JavaScript counts. */
            start: number;
            /**
             * @description `project`, `status`, `tag`, `person`, `priority`, `due`, `start`, `recurrence`, `estimate`; or `unknown`: a name that
             *     is not there, or that several have, and that stays in the title.
             * @example due
             */
            type: string;
            /**
             * @description What is saved: an id, a priority, a `due`, a date, a `recurrence`, a number; of what is unknown what it would be
             *     (`kind`) and its `name`.
             */
            value: unknown;
        };
        /** @description A line, understood. */
        QuickLine: {
            /** @description In the order of the line; they do not overlap. */
            chips: components["schemas"]["QuickChip"][];
            due?: components["schemas"]["Due"] | null;
            /** @description From 1, empty lines counted. */
            line: number;
            /** Format: uuid */
            project_id?: string | null;
            recurrence?: components["schemas"]["Recurrence"] | null;
            task?: components["schemas"]["Task"] | null;
            /** @description What the chips leave of it. */
            title: string;
        };
        /** @description When mail and push wait: on the clock of the person's time zone, also past midnight. */
        QuietHours: {
            /**
             * @description `HH:MM`.
             * @example 22:00
             */
            from: string;
            /**
             * @description `HH:MM`.
             * @example 07:00
             */
            to: string;
        };
        /** @description Who reacted with one emoji. */
        Reaction: {
            emoji: string;
            /** @description In the order they did. */
            user_ids: string[];
        };
        /** @description What is to be read. */
        ReadAll: {
            /**
             * Format: uuid
             * @description Of one workspace only.
             */
            workspace_id?: string | null;
        };
        /** @description How much was read. */
        ReadCount: {
            /**
             * Format: int64
             * @description How many notifications were read now.
             */
            read: number;
            /**
             * Format: int64
             * @description How many are unread still: there are some left when there were more than 2,000.
             */
            unread: number;
        };
        /**
         * @description Why nothing is sent to an address.
         * @enum {string}
         */
        Reason: "bounce" | "complaint" | "manual";
        /** @description How a task repeats. */
        Recurrence: {
            /** @description Dates that are left out, up to 100; not with the mode `completion`. They fall away once the series is past them. */
            except?: string[];
            /** @description What the occurrences to come get where this one was changed alone: fields of a task. Read-only: the server's own counts. */
            following?: Record<string, never>;
            /** @description With the mode `calendar`: which occurrences open whose date passed while no server ran; only the `latest` when absent. */
            missed?: components["schemas"]["Missed"];
            mode?: components["schemas"]["Mode"];
            /**
             * @description An RFC 5545 rule that counts in hours or longer, or in short `daily`, `weekly`, `monthly`, `yearly`,
             *     `weekly;interval=2`. One that names times of the day or counts in hours needs a `due` with a time.
             * @example FREQ=WEEKLY;BYDAY=MO,TH
             */
            rrule: string;
        };
        /** @description What a repeat rule gives. */
        RecurrencePreview: {
            /** @description From the due date on, as they come when each is completed in time. */
            items: components["schemas"]["Occurrence"][];
            /** @description The one that was asked for; else `completion` when the words said `every!`. */
            mode: components["schemas"]["Mode"];
            /** @description Whether the series goes on after these. */
            more: boolean;
            /** @description In its normal form. */
            rrule: string;
            /** @description In words; `null` where they would be too long. */
            text?: string | null;
        };
        /** @description A repeat rule to look at. */
        RecurrenceQuestion: {
            /**
             * Format: int32
             * @description How many dates, 1 to 100; 10 when absent.
             */
            count?: number | null;
            /** @description The first due date. */
            due: components["schemas"]["Due"];
            /** @description Dates to be left out. */
            except?: string[];
            /**
             * @description The language of the words, such as `de`; one's own when absent. Others than English and German are taken for
             *     English.
             */
            locale?: string | null;
            mode?: components["schemas"]["Mode"] | null;
            /**
             * @description A rule as `recurrence.rrule` of a task takes it.
             * @example FREQ=MONTHLY;BYDAY=2MO
             */
            rrule?: string | null;
            /** Format: date */
            start_on?: string | null;
            /**
             * @description Instead of it, in words: English, or the language of `locale`.
             * @example every 2nd Monday of the month
             */
            text?: string | null;
            /** @description IANA name of the zone in which `until friday` is meant; one's own when absent. */
            tz?: string | null;
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
            /**
             * @description Left out with an `invitation`.
             * @example ada@example.org
             */
            email?: string | null;
            /**
             * Format: uuid
             * @description Chosen by the client, so that it may send the request again: same id, address and password sign in.
             */
            id?: string | null;
            /**
             * @description The token of an invitation's link, in place of `email`: the account has the address that was invited, and who
             *     holds the token has shown that it is theirs. Joining is a step of its own.
             */
            invitation?: string | null;
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
        /**
         * @description Who may register.
         * @enum {string}
         */
        RegistrationMode: "open" | "invited";
        /** @description What a rule would have done. */
        Rehearsal: {
            /**
             * Format: int64
             * @description Entries, or for a time of the day tasks, that were looked at.
             */
            looked_at: number;
            /** @description Newest first, at most 100. */
            would_run: components["schemas"]["WouldRun"][];
        };
        /** @description What to rehearse: a rule as it might be, on what has happened. */
        Rehearse: {
            /**
             * Format: int64
             * @description The last entries of the workspace's log, 1 to 1,000; 200 when absent.
             */
            events?: number | null;
            rule: components["schemas"]["NewRule"];
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
        /** @description Has a person be reminded of a task: at an instant, or some time before it is due. */
        Reminder: {
            at?: components["schemas"]["Stamp"] | null;
            /**
             * Format: int64
             * @description Before the task is due: before its time, or before nine in the morning, in the person's time zone, of a day without
             *     one.
             */
            before_minutes?: number | null;
            created_at: components["schemas"]["Stamp"];
            fired_at?: components["schemas"]["Stamp"] | null;
            fires_at?: components["schemas"]["Stamp"] | null;
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
        /** @description The outcome of an import, or of its preview. */
        Report: {
            /** @description By kind: `statuses`, `tags`, `milestones`, `people`, `tasks`, `subtasks`, `comments`. */
            counts: {
                [key: string]: components["schemas"]["Count"];
            };
            /**
             * Format: int64
             * @description How many more there are.
             */
            more_notes?: number;
            /** @description Everything that could not be taken as it was; of very many the first 5,000. */
            notes: components["schemas"]["Note"][];
            /** @description Whether nothing was changed: only looked at. */
            preview: boolean;
            /**
             * Format: uuid
             * @description The project that took the work in, of several the first; `null` in the preview of a first import.
             */
            project_id?: string | null;
            project_name: string;
            /** @description Every project of the files. */
            projects?: components["schemas"]["Taken"][];
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
         * @description Where the unfinished tasks of a cycle go when it is completed.
         * @enum {string}
         */
        RollOver: "next" | "cycle" | "none";
        /** @description How to exchange a secret. */
        Rotation: {
            /**
             * Format: int64
             * @description Seconds in which the old secret signs as well, 0 to 604800; a day when absent.
             */
            overlap_secs?: number | null;
        };
        /** @description When something happens, then something is done: with the rights of the person who said so last. */
        Rule: {
            actions: components["schemas"]["Act"][];
            /**
             * Format: uuid
             * @description Who said last what it does. It can do what they can, as of the moment it runs.
             */
            author_id: string;
            created_at: components["schemas"]["Stamp"];
            /** @description Why the server switched it off: a code such as `forbidden`. */
            disabled_reason?: string | null;
            enabled: boolean;
            /** @description The filter language; empty for all tasks. An event is asked of the task as the event left it. */
            filter: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description Runs in an hour at most; more are left out.
             */
            max_per_hour: number;
            name: string;
            /**
             * Format: uuid
             * @description The project whose tasks it is about; all projects' when `null`.
             */
            project_id?: string | null;
            trigger: components["schemas"]["Trigger"];
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description What is to be different about a rule. Who changes what it does becomes its author. */
        RulePatch: {
            actions?: components["schemas"]["Act"][];
            enabled?: boolean;
            filter?: string;
            /** Format: int64 */
            max_per_hour?: number;
            name?: string;
            trigger?: components["schemas"]["Trigger"];
        };
        /** @description One run of a rule. */
        Run: {
            at: components["schemas"]["Stamp"];
            effects: components["schemas"]["Effect"][];
            /**
             * Format: uuid
             * @description The entry of the log that set it off; `null` when the time had come.
             */
            event_id?: string | null;
            /** Format: uuid */
            id: string;
            outcome: components["schemas"]["RunOutcome"];
            /** @description A code, for what is not `done`. */
            reason?: string | null;
            /** Format: uuid */
            rule_id: string;
            /** Format: int64 */
            seq?: number | null;
            /** Format: uuid */
            task_id?: string | null;
        };
        /**
         * @description How a run ended.
         * @enum {string}
         */
        RunOutcome: "done" | "failed" | "limited" | "loop" | "disabled";
        /** @description A column as the table has it. */
        Sample: {
            /**
             * Format: int64
             * @description How many rows have one.
             */
            filled: number;
            heading: string;
            /** @description The first few different values. */
            values: string[];
        };
        /** @description How a project is saved as a template. */
        SaveProject: {
            description?: string | null;
            /** Format: uuid */
            id?: string | null;
            /** @description The project's name when absent. */
            name?: string | null;
            /** @description `false` leaves out the tasks. */
            tasks?: boolean | null;
        };
        /** @description How a task is saved as a template. */
        SaveTask: {
            description?: string | null;
            /** Format: uuid */
            id?: string | null;
            /** @description The task's title when absent. */
            name?: string | null;
            /** @description `true` makes it for all projects; else it is for the task's own. */
            shared?: boolean;
            /** @description `false` leaves out the subtasks. */
            subtasks?: boolean | null;
        };
        /**
         * @description What an API token may be used for. A signed-in person has every scope.
         * @enum {string}
         */
        Scope: "read" | "write" | "admin";
        /** @description A secret, without what it is. */
        SecretInfo: {
            created_at: components["schemas"]["Stamp"];
            expires_at?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            id: string;
        };
        /**
         * @description How a task relates to another, told from its side.
         * @enum {string}
         */
        SeenAs: "blocks" | "blocked_by" | "relates_to" | "duplicates" | "duplicated_by";
        /** @description What may be seen now of the task that a notification is about. */
        SeenTask: {
            /** Format: uuid */
            id: string;
            key: string;
            /** Format: uuid */
            project_id: string;
            status_category: components["schemas"]["StatusCategory"];
            title: string;
        };
        /** @description How the server is. */
        ServerStatus: {
            base_url: string;
            /** @description What the role `janitor` of this process did; empty when another one runs it. */
            chores: components["schemas"]["ChoreStatus"][];
            database: components["schemas"]["DatabaseStatus"];
            disk?: components["schemas"]["DiskStatus"] | null;
            live?: components["schemas"]["LiveStatus"] | null;
            mail: components["schemas"]["MailStatus"];
            people: components["schemas"]["People"];
            registration: components["schemas"]["RegistrationMode"];
            /** @description When the process that answers began. */
            started_at: components["schemas"]["Stamp"];
            version: string;
            /** Format: int64 */
            workspaces: number;
        };
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
        /** @description What is stored of it. */
        Settings: {
            /** @description `HH:MM`: each day then a mail with what is unread. */
            daily_digest?: string | null;
            /**
             * @description By kind; what is left out is as it is by default: in the app always, by mail and push but for comments and changes of
             *     status, and not by mail of invitations, which are mails themselves.
             */
            kinds?: {
                [key: string]: components["schemas"]["Channels"];
            };
            /** @description Projects of which nothing is told. */
            muted_project_ids?: string[];
            /** @description Tasks of which nothing is told. */
            muted_task_ids?: string[];
            quiet_hours?: components["schemas"]["QuietHours"] | null;
            weekly_digest?: components["schemas"]["Weekly"] | null;
            /** @description By workspace: goes before `kinds`. */
            workspaces?: {
                [key: string]: components["schemas"]["WorkspaceSettings"];
            };
        };
        /** @description The document of a description that is open to be written by several people. */
        SharedText: {
            /**
             * Format: uuid
             * @description Which document it is: updates are good for this one alone.
             */
            generation: string;
            /**
             * Format: int64
             * @description The last update that is in `state`.
             */
            head: number;
            /** @description All of it as one Yjs update (version 1), in Base64. The text in it is called `text`. */
            state: string;
            /** Format: uuid */
            task_id: string;
            /**
             * Format: int64
             * @description The task's.
             */
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
        /** @description Until when something is to stay out of the inbox. */
        Snooze: {
            /** @description At most a year from now. */
            until: components["schemas"]["Stamp"];
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
        /** @description A column that a new project is to begin with. */
        StatusPlan: {
            category: components["schemas"]["StatusCategory"];
            /** @description One that suits the category when absent. */
            colour?: string | null;
            /** @description Unique in the project, whatever the case. */
            name: string;
            /** Format: int64 */
            wip_limit?: number | null;
        };
        /** @description An address that gets no more mail. */
        Suppression: {
            created_at: components["schemas"]["Stamp"];
            /**
             * @description In small letters.
             * @example ada@example.org
             */
            email: string;
            /** Format: uuid */
            id: string;
            /** @description What was said of it, for people. */
            note: string;
            reason: components["schemas"]["Reason"];
        };
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
        /** @description A project of the files. */
        Taken: {
            /** @description Its id in the other product. */
            external_id: string;
            /**
             * Format: uuid
             * @description The project here; `null` in the preview of a first import.
             */
            id?: string | null;
            name: string;
        };
        /**
         * @description What can be a favourite.
         * @enum {string}
         */
        Target: "project" | "view" | "task";
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
            cycle_since?: components["schemas"]["Stamp"] | null;
            deleted_at?: components["schemas"]["Stamp"] | null;
            /** @description Markdown. */
            description: string;
            due?: components["schemas"]["Due"] | null;
            due_at?: components["schemas"]["Stamp"] | null;
            /**
             * Format: double
             * @description In whatever unit the team counts (points, hours), 0 to 1,000,000; never converted.
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
            /**
             * Format: uuid
             * @description The same for all occurrences of a series: the id of its first. Not there for a task that never repeated.
             */
            series_id?: string | null;
            /** Format: date */
            start_on?: string | null;
            status_category: components["schemas"]["StatusCategory"];
            /** Format: uuid */
            status_id: string;
            tag_ids: string[];
            title: string;
            /**
             * Format: int64
             * @description The time tracked on it, in seconds. A timer counts once it stops.
             */
            tracked_seconds: number;
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
        /** @description Tasks, counted. */
        TaskCounts: {
            /**
             * Format: int64
             * @description Whose status is a `cancelled` one.
             */
            cancelled: number;
            /**
             * Format: int64
             * @description Whose status is a `done` one.
             */
            done: number;
            /**
             * Format: int64
             * @description All of them, whatever their status.
             */
            total: number;
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
        /** @description A task to be made. */
        TaskPlan: {
            assignee_ids?: string[];
            custom_fields?: Record<string, never>;
            /** @description Markdown. */
            description?: string;
            due_in?: components["schemas"]["DueIn"] | null;
            /** Format: double */
            estimate?: number | null;
            /** @description The name of a milestone of the project. */
            milestone?: string | null;
            priority?: components["schemas"]["Priority"];
            recurrence?: components["schemas"]["Recurrence"] | null;
            /**
             * Format: int32
             * @description Days from the day it is made until it starts.
             */
            start_in?: number | null;
            /** @description The name of a status; where the project has none of that name, the one that new tasks get. */
            status?: string | null;
            /** @description In their order, at most five levels deep. */
            subtasks?: components["schemas"]["TaskPlan"][];
            tag_ids?: string[];
            /** @description 1 to 500 characters on one line. */
            title: string;
        };
        /** @description Tasks to be made of a template. */
        TasksFromTemplate: {
            /**
             * @description Ids for what is made, chosen by the client, in the template's order: each task before its subtasks. With the
             *     first one sent again, the first answer's task is returned.
             */
            ids?: string[];
            /**
             * Format: date
             * @description The day from which the template's days are counted; today when absent.
             */
            on?: string | null;
            /** @description What is to be different about the task: `null` takes away what the template says. */
            task?: components["schemas"]["TaskPatch"];
            /** Format: uuid */
            template_id: string;
            /** @description IANA name of the zone of that day and of due times; one's own when absent. */
            tz?: string | null;
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
        /**
         * @description What tasks or projects are made of again and again. What it names (tags, people, fields) may go; then it is left out
         *     of what is made.
         */
        Template: {
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            creator_id: string;
            /** @description What it is for. Markdown. */
            description: string;
            /** Format: uuid */
            id: string;
            /** @description Once among those of its type for all projects, or in its project, whatever the case of its letters. */
            name: string;
            project?: components["schemas"]["ProjectPlan"] | null;
            /**
             * Format: uuid
             * @description The project it is for; `null` when it is there for all.
             */
            project_id?: string | null;
            task?: components["schemas"]["TaskPlan"] | null;
            type: components["schemas"]["TemplateKind"];
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /**
         * @description What a template makes.
         * @enum {string}
         */
        TemplateKind: "task" | "project";
        /** @description Changes of a template: absent is left alone. What it makes is replaced whole; its type stays. */
        TemplatePatch: {
            description?: string | null;
            name?: string;
            project?: components["schemas"]["ProjectPlan"];
            task?: components["schemas"]["TaskPlan"];
        };
        /** @description A template of the project's own, to be made with it. */
        TemplatePlan: {
            description?: string;
            /** @description Once in the template. */
            name: string;
            task: components["schemas"]["TaskPlan"];
        };
        /** @description What became of it. */
        TextAdded: {
            /** Format: uuid */
            generation: string;
            /**
             * Format: int64
             * @description The document has all updates up to this one.
             */
            head: number;
            /**
             * Format: int64
             * @description The task's.
             */
            version: number;
        };
        /** @description A stretch of time that somebody worked on a task. */
        TimeEntry: {
            created_at: components["schemas"]["Stamp"];
            ended_at?: components["schemas"]["Stamp"] | null;
            /** Format: uuid */
            id: string;
            note: string;
            /**
             * Format: int64
             * @description How long it was, in whole seconds; `null` while its timer runs.
             */
            seconds?: number | null;
            started_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            task_id: string;
            updated_at: components["schemas"]["Stamp"];
            /**
             * Format: uuid
             * @description Who worked.
             */
            user_id: string;
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description The caller's running timers. */
        Timers: {
            /** @description At most one in each workspace. */
            items: components["schemas"]["TimeEntry"][];
        };
        /** @description A timer that is not tried any more. */
        TimerSetAside: {
            /** @description Whose it is, such as `notification.reminder`. */
            alarm: string;
            /** Format: int64 */
            attempts: number;
            /** @description When it was to fire. */
            due_at: components["schemas"]["Stamp"];
            error: string;
            key: string;
            since: components["schemas"]["Stamp"];
        };
        /** @description The time tracked by one person, on one task or in one project. */
        TimeSum: {
            /**
             * Format: int64
             * @description How many entries that are.
             */
            entries: number;
            /**
             * Format: uuid
             * @description Of the person, task or project.
             */
            id: string;
            /** Format: int64 */
            seconds: number;
        };
        /** @description A page of sums, and the whole. */
        TimeSums: {
            /** @description The largest first. */
            items: components["schemas"]["TimeSum"][];
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Of all entries that were asked for, whatever the page.
             */
            total_seconds: number;
        };
        /** @description What a rule waits for. */
        Trigger: {
            /** @description Only when one of these fields changed. */
            fields?: ("project_id" | "title" | "description" | "status_id" | "status_category" | "priority" | "assignee_ids" | "tag_ids" | "parent_id" | "position" | "start_on" | "due" | "estimate" | "custom_fields" | "recurrence" | "milestone_id" | "cycle_id" | "completed_at" | "archived_at" | "deleted_at")[];
            /** @enum {string} */
            on: "event";
            /** @description At least one of what a rule may wait for. */
            types: ("task.created" | "task.updated" | "task.moved" | "task.completed" | "task.reopened" | "task.archived" | "task.unarchived" | "task.trashed" | "task.restored" | "comment.created")[];
        } | {
            /** @enum {string} */
            on: "schedule";
            /** @description `09:00`. */
            time: string;
            /** @description An IANA name. */
            timezone: string;
            /** @description Every day when empty. */
            weekdays?: components["schemas"]["Weekday"][];
        } | {
            /**
             * Format: int64
             * @description Minutes after; negative ones are before. -525,600 to 525,600. A date alone counts from nine in the morning in the
             *     workspace's zone.
             */
            minutes: number;
            /** @enum {string} */
            on: "due";
        };
        /** @description What was undone, all of it together. */
        Undone: {
            /** @description Entries whose effect was gone already. */
            unchanged: string[];
            /** @description In the order in which they were taken back: the newest first. */
            undone: components["schemas"]["UndoneEvent"][];
        };
        /** @description An entry that was taken back. */
        UndoneEvent: {
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            seq: number;
            /** @example task.updated */
            type: string;
        };
        /** @description What to undo: entries of the log, or one's own last change. */
        UndoRequest: {
            /** @description Ids of entries, up to 1,000: as activity and live changes tell them. */
            events?: string[] | null;
            last?: components["schemas"]["Last"] | null;
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
        /** @description A way to look at tasks, kept under a name. */
        View: {
            /** @description What is shown of each task, in this order; the client's choice when empty. */
            columns: string[];
            created_at: components["schemas"]["Stamp"];
            /** @description The filter language; empty for all tasks. */
            filter: string;
            group_by?: components["schemas"]["GroupBy"] | null;
            /** Format: uuid */
            id: string;
            lane_by?: components["schemas"]["GroupBy"] | null;
            layout: components["schemas"]["Layout"];
            name: string;
            /** @description Whatever else the client keeps about how it is drawn. */
            options: Record<string, never>;
            /** Format: uuid */
            owner_id: string;
            /** @description Its place among views: compare as text, byte by byte, and by `id` when equal. */
            position: string;
            /**
             * Format: uuid
             * @description The project whose tasks it shows; all of the workspace's when `null`.
             */
            project_id?: string | null;
            /** @description Whether others see it, too: all who see the project, or the whole workspace. Otherwise it is its owner's alone. */
            shared: boolean;
            /** @description As `sort` of a list; empty for the newest first. */
            sort: string;
            updated_at: components["schemas"]["Stamp"];
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description What is to be different about a view. */
        ViewPatch: {
            /**
             * Format: uuid
             * @description Puts it right after this view; `null` puts it first.
             */
            after_id?: string | null;
            columns?: string[];
            filter?: string;
            group_by?: components["schemas"]["GroupBy"] | null;
            lane_by?: components["schemas"]["GroupBy"] | null;
            layout?: components["schemas"]["Layout"];
            name?: string;
            options?: Record<string, never>;
            shared?: boolean;
            sort?: string;
        };
        /**
         * @description Who sees a project without having been added to it.
         * @enum {string}
         */
        Visibility: "workspace" | "private";
        /** @description What waits, was given up or set aside. */
        Waiting: {
            /** Format: int64 */
            count: number;
            /** @description `delivery` or `timer`. */
            kind: string;
            /** @description The sender or alarm. */
            name: string;
            /** @description `waiting`, `dead`, `overdue` or `halted`. */
            state: string;
        };
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
        /** @description An address that is told of what happens in a workspace. */
        Webhook: {
            created_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            created_by: string;
            description: string;
            disabled_at?: components["schemas"]["Stamp"] | null;
            disabled_reason?: components["schemas"]["DisabledReason"] | null;
            /** @description Types such as `task.created`, or `task.*`; an empty list is every type. */
            event_types: string[];
            /** @description The filter language: only what happens to tasks like this. */
            filter?: string | null;
            /** Format: uuid */
            id: string;
            state: components["schemas"]["WebhookState"];
            updated_at: components["schemas"]["Stamp"];
            url: string;
            /** Format: int64 */
            version: number;
            /** Format: uuid */
            workspace_id: string;
        };
        /** @description One attempt. */
        WebhookAttempt: components["schemas"]["Excerpt"] & {
            at: components["schemas"]["Stamp"];
            /** Format: int64 */
            duration_ms: number;
            /** @description Why there was none. */
            error?: string | null;
            /** Format: int64 */
            number: number;
            /**
             * Format: int64
             * @description What was answered; `null` without an answer.
             */
            status?: number | null;
        };
        /** @description An event on its way to an endpoint. Its id is the `webhook-id` of every attempt. */
        WebhookDelivery: {
            /** Format: int64 */
            attempts: number;
            created_at: components["schemas"]["Stamp"];
            event_type: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description What the receiver answered last.
             */
            last_status?: number | null;
            next_attempt_at?: components["schemas"]["Stamp"] | null;
            /**
             * Format: int64
             * @description The entry of the workspace's log; `null` for a ping.
             */
            seq?: number | null;
            state: components["schemas"]["DeliveryState"];
            updated_at: components["schemas"]["Stamp"];
            /** Format: uuid */
            webhook_id: string;
        };
        /** @description A webhook, and how it does. */
        WebhookDetail: components["schemas"]["Webhook"] & {
            health: components["schemas"]["Health"];
            /** @description What signs now, the newest first. */
            secrets: components["schemas"]["SecretInfo"][];
        };
        /** @description What is to be different about a webhook. */
        WebhookPatch: {
            description?: string;
            /** @description `true` begins with a clean slate; what happened meanwhile is not sent. */
            enabled?: boolean;
            event_types?: string[];
            filter?: string | null;
            url?: string;
        };
        /** @description A webhook that was just made, or whose secret was exchanged: the secret is shown this once. */
        WebhookSecret: components["schemas"]["Webhook"] & {
            /** @description `whsec_…`; `null` when the same request made the webhook before. */
            secret?: string | null;
        };
        /**
         * @description Whether events are sent.
         * @enum {string}
         */
        WebhookState: "enabled" | "disabled";
        /**
         * @description A day of the week.
         * @enum {string}
         */
        Weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
        /** @description When a weekly digest comes. */
        Weekly: {
            /**
             * Format: int32
             * @description 1 is Monday, 7 is Sunday.
             */
            day: number;
            /** @description `HH:MM`. */
            time: string;
        };
        /** @description Whose timers are to be tried again. */
        WhichAlarm: {
            /**
             * @description As `set_aside` names it.
             * @example notification.reminder
             */
            alarm: string;
        };
        /** @description Everything that happens by itself. */
        WorksOverview: {
            consumers: components["schemas"]["ConsumerState"][];
            dead_letters: components["schemas"]["DeadLetter"][];
            halts: components["schemas"]["HaltState"][];
            set_aside: components["schemas"]["TimerSetAside"][];
            waiting: components["schemas"]["Waiting"][];
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
        /** @description Whose a workspace is. */
        WorkspaceOwner: {
            email: string;
            name: string;
            /** Format: uuid */
            user_id: string;
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
        /** @description What is different in one workspace. */
        WorkspaceSettings: {
            kinds?: {
                [key: string]: components["schemas"]["Channels"];
            };
            /** @description Nothing of it is told, but for mentions, assignments and notices. */
            muted?: boolean;
        };
        /** @description What one action would do to the task as it is now. */
        WouldDo: {
            /** @description Field → `{from, to}`, or what would be made. */
            changes: Record<string, never>;
            /** @description Why it would be refused. */
            code?: string | null;
            do: string;
        };
        /** @description One run that would have been. */
        WouldRun: {
            at?: components["schemas"]["Stamp"] | null;
            effects: components["schemas"]["WouldDo"][];
            /** Format: uuid */
            event_id?: string | null;
            /** Format: int64 */
            seq?: number | null;
            /** Format: uuid */
            task_id: string;
            /** @example WEB-12 */
            task_key: string;
            task_title: string;
            type?: string | null;
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
