-- Models of the older form are not read any more: each counts as made from more than
-- there is, so its writer makes it anew from the words that are still there.
UPDATE olvido.spam_model SET learnt = 4294967295, checked_at = 0;
