-- The name of an account that is gone is nobody's by itself: mails, visits and
-- passwords meant for it would be somebody else's.
ALTER TABLE olvido.account_gone ADD KEY account_gone_host (host);
