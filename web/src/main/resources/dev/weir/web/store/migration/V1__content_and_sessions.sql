-- Dashboards and notebooks, sessions, and what people do with them. Portable between H2, PostgreSQL and MySQL:
-- ${text} is the type for text without a limit; times are milliseconds since 1970 in UTC; no generated keys.

CREATE TABLE content (
  tenant      VARCHAR(63)  NOT NULL,
  kind        VARCHAR(16)  NOT NULL,
  slug        VARCHAR(510) NOT NULL,
  title       VARCHAR(200) NOT NULL,
  folder      VARCHAR(200),
  parts       INTEGER      NOT NULL,
  resource    ${text}      NOT NULL,
  version     BIGINT       NOT NULL,
  owner       VARCHAR(128) NOT NULL,
  created_at  BIGINT       NOT NULL,
  updated_at  BIGINT       NOT NULL,
  CONSTRAINT content_key PRIMARY KEY (tenant, kind, slug)
);

-- Which tables an object reads, 'namespace.table'.
CREATE TABLE content_relation (
  tenant      VARCHAR(63)  NOT NULL,
  kind        VARCHAR(16)  NOT NULL,
  slug        VARCHAR(510) NOT NULL,
  ordinal     INTEGER      NOT NULL,
  relation    VARCHAR(600) NOT NULL,
  CONSTRAINT content_relation_key PRIMARY KEY (tenant, kind, slug, ordinal),
  CONSTRAINT content_relation_of FOREIGN KEY (tenant, kind, slug)
    REFERENCES content (tenant, kind, slug) ON DELETE CASCADE
);

CREATE TABLE favourite (
  tenant      VARCHAR(63)  NOT NULL,
  principal   VARCHAR(128) NOT NULL,
  kind        VARCHAR(16)  NOT NULL,
  slug        VARCHAR(510) NOT NULL,
  starred_at  BIGINT       NOT NULL,
  CONSTRAINT favourite_key PRIMARY KEY (tenant, principal, kind, slug)
);

CREATE TABLE visit (
  tenant      VARCHAR(63)  NOT NULL,
  principal   VARCHAR(128) NOT NULL,
  kind        VARCHAR(16)  NOT NULL,
  slug        VARCHAR(510) NOT NULL,
  visited_at  BIGINT       NOT NULL,
  CONSTRAINT visit_key PRIMARY KEY (tenant, principal, kind, slug)
);
CREATE INDEX visit_by_time ON visit (tenant, principal, visited_at);

-- secret_hash: SHA-256 of the cookie, hexadecimal. sealed_token: the API token, encrypted under a key that only the
-- cookie holds, so that a copy of this table opens nothing.
CREATE TABLE browser_session (
  secret_hash  VARCHAR(64)   NOT NULL,
  tenant       VARCHAR(63)   NOT NULL,
  principal    VARCHAR(128)  NOT NULL,
  sealed_token VARCHAR(8000) NOT NULL,
  created_at   BIGINT        NOT NULL,
  expires_at   BIGINT        NOT NULL,
  CONSTRAINT browser_session_key PRIMARY KEY (secret_hash)
);
CREATE INDEX browser_session_by_principal ON browser_session (tenant, principal, created_at);
CREATE INDEX browser_session_by_expiry ON browser_session (expires_at);

CREATE TABLE audit_log (
  id          VARCHAR(36)   NOT NULL,
  tenant      VARCHAR(63)   NOT NULL,
  logged_at   BIGINT        NOT NULL,
  principal   VARCHAR(128)  NOT NULL,
  action      VARCHAR(32)   NOT NULL,
  object      VARCHAR(600)  NOT NULL,
  outcome     VARCHAR(64)   NOT NULL,
  CONSTRAINT audit_log_key PRIMARY KEY (id)
);
CREATE INDEX audit_log_by_time ON audit_log (tenant, logged_at);
