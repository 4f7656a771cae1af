-- Whether an agent has a picture, and which: part of its address.
ALTER TABLE olvido.agent
  ADD COLUMN avatar BIGINT NOT NULL DEFAULT 0 COMMENT 'plain: seconds; when his picture was set, 0 is none' AFTER notify;
