-- What the filter judged of an answer is sealed under its author's key as well, so
-- words of others than the requester are kept and learnt too.  Rows of such answers
-- from before hold no words: they go.
DELETE FROM olvido.spam_ticket WHERE message_id <> 0 AND EXISTS (
  SELECT 1 FROM olvido.message m JOIN olvido.ticket t ON t.account_id = m.account_id AND t.ticket_id = m.ticket_id
   WHERE m.account_id = olvido.spam_ticket.account_id AND m.message_id = olvido.spam_ticket.message_id
     AND m.author_id <> t.contact_id);
ALTER TABLE olvido.spam_ticket
  MODIFY sealed BLOB NOT NULL COMMENT 'sealed: K(message): the words that were judged, and the reasons';
