CREATE TABLE cycle (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL,
    project_id   UUID NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    number       BIGINT NOT NULL,
    name         TEXT COLLATE "C" NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL,
    goal         TEXT COLLATE "C" NOT NULL,
    start_on     TEXT COLLATE "C" NOT NULL,
    end_on       TEXT COLLATE "C" NOT NULL,
    -- Neither while it is planned, the first while it is active.
    started_at   BIGINT,
    completed_at BIGINT,
    -- How far it was then, as JSON.
    result       TEXT COLLATE "C",
    creator_id   UUID NOT NULL REFERENCES users (id),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (project_id, number)
);
CREATE INDEX cycle_days ON cycle (project_id, start_on, id);
CREATE UNIQUE INDEX cycle_active ON cycle (project_id) WHERE started_at IS NOT NULL AND completed_at IS NULL;
ALTER TABLE task ADD COLUMN cycle_since BIGINT;
CREATE INDEX task_cycle ON task (cycle_id) WHERE cycle_id IS NOT NULL;
