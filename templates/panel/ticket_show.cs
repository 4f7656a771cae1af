<?cs def:reasons(s) ?><?cs if:s.Why || s.SpamWords || s.HamWords ?><details><summary><?cs var:Lang.Spam.WhyTitle ?></summary><ul class="plain-list"><?cs each:w = s.Why ?><li><?cs var:Lang.Spam.Why[w.Key] ?></li><?cs /each ?>
<?cs if:s.SpamWords ?><li><?cs var:Lang.Spam.SpamWords ?> <?cs each:w = s.SpamWords ?><?cs if:!first(w) ?>, <?cs /if ?><?cs var:w.Word ?><?cs /each ?></li><?cs /if ?>
<?cs if:s.HamWords ?><li><?cs var:Lang.Spam.HamWords ?> <?cs each:w = s.HamWords ?><?cs if:!first(w) ?>, <?cs /if ?><?cs var:w.Word ?><?cs /each ?></li><?cs /if ?></ul></details><?cs /if ?><?cs /def ?><div class="ticket">
<div class="conversation">
<header class="ticket-head">
<a class="back" id="back" href="/panel/tickets"><?cs call:icon("back") ?><?cs var:Lang.Panel.BackToList ?></a>
<h1><?cs if:Ticket.Subject ?><?cs var:Ticket.Subject ?><?cs elif:Ticket.Restricted ?><?cs var:Lang.Restrict.Ticket ?><?cs elif:Ticket.Gone ?><?cs var:Lang.Panel.Forgotten ?><?cs else ?><?cs var:Lang.Panel.NoSubject ?><?cs /if ?></h1>
<p class="ticket-meta"><?cs call:badge(Ticket.Status) ?><?cs if:Ticket.Until ?><span><?cs call:icon("clock") ?> <?cs var:Lang.Panel.PostponedUntil ?> <?cs var:date(Ticket.Until) ?></span><?cs /if ?> <span class="code"><?cs var:Ticket.Code ?></span> <span><?cs var:Lang.Panel.Opened ?> <?cs call:when(Ticket.Created) ?></span> <span><?cs var:Lang.Panel.Channel ?> <?cs var:Lang.Channel[Ticket.Channel] ?></span> <span class="print-only"><?cs var:Lang.Panel.Department ?>: <?cs var:Ticket.Department ?></span><?cs if:Ticket.Agent ?> <span class="print-only"><?cs var:Lang.Panel.Assignee ?>: <?cs var:Ticket.Agent ?></span><?cs /if ?></p>
</header>
<?cs if:Ticket.Restricted ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Restrict.TicketText ?> <a href="/panel/contacts/<?cs var:Ticket.ContactId ?>"><?cs var:Lang.Restrict.Contact ?> <?cs var:Ticket.ContactId ?></a></span></p>
<?cs elif:Ticket.Gone ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Panel.ForgottenTicket ?> <?cs var:Lang.Panel.ReplyGone ?></span></p><?cs /if ?>
<?cs if:Ticket.Bin.At ?><div class="notice"><?cs call:icon("warn") ?><div><p><?cs var:Lang.Keep.InBin ?> <?cs call:day(Ticket.Bin.At) ?><?cs if:Ticket.Bin.Rule ?> <?cs var:Lang.Keep.ByRule ?><?cs /if ?>. <?cs if:!Ticket.HeldUntil ?><?cs var:Lang.Keep.Erased ?> <?cs call:day(Ticket.Bin.Ends) ?>.<?cs /if ?></p>
<form class="no-print" method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/restore"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Keep.Restore ?></button></form></div></div><?cs /if ?>
<?cs if:Ticket.HeldUntil ?><p class="notice"><?cs call:icon("lock") ?><span><?cs var:Lang.Keep.HeldTicket ?> <?cs call:day(Ticket.HeldUntil) ?>.<?cs if:Me.Role >= #2 ?> <a href="/panel/privacy/holds"><?cs var:Lang.Keep.Holds ?></a><?cs /if ?></span></p><?cs /if ?>
<?cs if:Linked.Id ?><p class="notice"><?cs call:icon("link") ?><span><strong><?cs var:Lang.Panel.Linked ?>:</strong> <?cs var:Lang.Panel.LinkedText ?> <a href="/panel/tickets/<?cs var:Linked.Id ?>"><?cs var:Lang.Panel.LinkedOpen ?>: <?cs if:Linked.Subject ?><?cs var:Linked.Subject ?><?cs else ?><?cs var:Linked.Code ?><?cs /if ?></a></span></p><?cs /if ?>
<h2 class="visually-hidden"><?cs var:Lang.Panel.MessagesHead ?></h2>
<ol class="thread">
<?cs each:m = Messages ?><?cs if:m.Kind == "event" ?><li class="message-event" id="m<?cs var:m.Id ?>"><span><strong><?cs if:m.Author ?><?cs var:m.Author ?><?cs elif:m.By == "system" ?><?cs var:Lang.Event.System ?><?cs elif:m.By == "contact" ?><?cs var:Lang.Event.Contact ?><?cs else ?><?cs var:Lang.Event.Nameless ?> <?cs var:m.AuthorId ?><?cs /if ?></strong> <?cs var:Lang.Event[m.Event] ?> <strong><?cs if:m.ToStatus ?><?cs var:Lang.Status[m.ToStatus] ?><?cs elif:m.ToNobody ?><?cs var:Lang.Event.Nobody ?><?cs elif:m.To ?><?cs var:m.To ?><?cs elif:m.Event == #3 ?><?cs var:Lang.Event.Department ?><?cs else ?><?cs var:Lang.Event.Nameless ?> <?cs var:m.ToId ?><?cs /if ?></strong></span> <?cs call:when(m.At) ?></li>
<?cs else ?><li class="message message-<?cs var:m.Kind ?>" id="m<?cs var:m.Id ?>"><article aria-labelledby="m<?cs var:m.Id ?>-by">
<header class="message-head"><?cs if:m.Kind == "incoming" ?><?cs call:icon("in") ?><?cs elif:m.Kind == "note" ?><?cs call:icon("note") ?><?cs else ?><?cs call:icon("reply") ?><?cs /if ?>
<span id="m<?cs var:m.Id ?>-by"><strong><?cs if:m.Restricted ?><?cs var:Lang.Restrict.Person ?><?cs elif:m.Gone ?><?cs var:Lang.Panel.ForgottenPerson ?><?cs elif:m.Author ?><?cs var:m.Author ?><?cs elif:m.By == "contact" ?><?cs var:Lang.Event.Contact ?><?cs elif:m.By == "system" ?><?cs var:Lang.Event.System ?><?cs else ?><?cs var:Lang.Event.Nameless ?> <?cs var:m.AuthorId ?><?cs /if ?></strong> <?cs if:m.Kind == "incoming" ?><?cs var:Lang.Panel.Incoming ?><?cs elif:m.Kind == "note" ?><?cs var:Lang.Panel.Noted ?><?cs else ?><?cs var:Lang.Panel.Outgoing ?><?cs /if ?></span>
<?cs if:m.Kind == "incoming" ?><span>· <?cs var:Lang.Channel[m.Channel] ?></span><?cs elif:m.Kind == "note" ?><span>· <?cs var:Lang.Panel.NoteInternal ?></span><?cs /if ?>
<?cs if:m.Unverified ?><span class="warn" title="<?cs var:Lang.Panel.UnverifiedText ?>"><?cs call:icon("warn") ?><?cs var:Lang.Panel.Unverified ?><span class="visually-hidden">. <?cs var:Lang.Panel.UnverifiedText ?></span></span><?cs /if ?>
<?cs if:m.Broken ?><span class="warn" title="<?cs var:Lang.Panel.BrokenText ?>"><?cs call:icon("warn") ?><?cs var:Lang.Panel.Broken ?><span class="visually-hidden">. <?cs var:Lang.Panel.BrokenText ?></span></span><?cs /if ?>
<?cs call:when(m.At) ?></header>
<?cs if:m.Restricted ?><p class="dim"><?cs var:Lang.Restrict.MessageText ?></p><?cs elif:m.Gone ?><p class="dim"><?cs var:Lang.Panel.ForgottenText ?></p><?cs else ?><?cs if:m.RedactedAt ?><p class="dim removed"><?cs if:m.Removed ?><?cs var:Lang.Redact.AllGone ?><?cs else ?><?cs var:Lang.Redact.PartGone ?><?cs /if ?> <?cs call:when(m.RedactedAt) ?> · <?cs if:m.RedactedBy ?><?cs var:m.RedactedBy ?><?cs elif:m.RedactedByAgent ?><?cs var:Lang.Event.Nameless ?><?cs else ?><?cs var:Lang.Redact.ByErasure ?><?cs /if ?></p>
<?cs /if ?><?cs each:a = Spam.Answers ?><?cs if:a.Message == m.Id ?><div class="notice"><?cs call:icon("warn") ?><div><p><?cs if:a.Said ?><?cs var:Lang.Spam.AnswerSaid[a.Said] ?><?cs else ?><?cs var:Lang.Spam.Answer ?><?cs /if ?> <span class="dim"><?cs var:Lang.Spam.Score ?> <?cs var:a.Score ?></span></p>
<?cs call:reasons(a) ?><form class="row no-print" method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/spam"><?cs call:csrf() ?><input type="hidden" name="message" value="<?cs var:m.Id ?>"><?cs if:a.Said != "spam" ?><button type="submit" class="small" name="spam" value="1"><?cs var:Lang.Spam.IsSpam ?></button> <?cs /if ?><?cs if:a.Said != "ham" ?><button type="submit" class="small"><?cs var:Lang.Spam.NotSpam ?></button><?cs /if ?></form></div></div><?cs /if ?><?cs /each ?><div class="text"><?cs uvar:m.Html.Body ?></div>
<?cs if:m.Html.Whole ?><details class="quoted"><summary><?cs var:Lang.Site.Quoted ?></summary><div class="text"><?cs uvar:m.Html.Whole ?></div></details>
<?cs /if ?><?cs call:filelist(m.Files, "/panel/tickets/" + Ticket.Id) ?>
<?cs if:m.HasHtml ?><details class="designed no-print"><summary><?cs var:Lang.Panel.ShowHtml ?></summary>
<iframe name="mail<?cs var:m.Id ?>" title="<?cs var:Lang.Panel.FrameTitle ?>" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/panel/tickets/<?cs var:Ticket.Id ?>/messages/<?cs var:m.Id ?>/body"></iframe>
<?cs if:m.Remote ?><p class="remote"><span class="dim"><?cs var:Lang.Panel.RemoteHint ?></span> <a target="mail<?cs var:m.Id ?>" href="/panel/tickets/<?cs var:Ticket.Id ?>/messages/<?cs var:m.Id ?>/body?remote=1"><?cs var:Lang.Panel.RemoteShow ?></a></p><?cs /if ?>
</details><?cs /if ?>
<?cs if:!m.Removed ?><p class="message-acts no-print"><a class="more" href="/panel/erase/ticket/<?cs var:Ticket.Id ?>/message/<?cs var:m.Id ?>"><?cs var:Lang.Redact.Button ?></a></p><?cs /if ?><?cs /if ?></article></li>
<?cs /if ?><?cs /each ?></ol>
<?cs if:!Ticket.Gone ?><details class="write" id="reply" name="write"<?cs if:Form.Which != "note" ?> open<?cs /if ?>>
<summary><?cs call:icon("reply") ?><?cs var:Lang.Panel.ReplyTo ?> <?cs var:Ticket.From ?><kbd>r</kbd></summary>
<form method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/reply" enctype="multipart/form-data" novalidate data-files><?cs call:csrf() ?><input type="hidden" name="seen" value="<?cs var:Ticket.Seen ?>">
<div class="field"><label class="visually-hidden" for="reply-body"><?cs var:Lang.Panel.ReplyLabel ?></label>
<textarea id="reply-body" name="body" rows="8" required aria-keyshortcuts="r"<?cs if:Form.Which == "reply" ?><?cs call:wrong("reply-body-mistake", Error.body) ?><?cs /if ?>><?cs if:Form.Which == "reply" ?><?cs var:Form.body ?><?cs /if ?></textarea>
<?cs if:Form.Which == "reply" ?><?cs call:mistake("reply-body-mistake", Error.body) ?><?cs /if ?></div>
<?cs if:Form.Which == "reply" ?><?cs call:filefield("reply-files", Error.files, Form.FilesLost) ?><?cs else ?><?cs call:filefield("reply-files", "", "") ?><?cs /if ?>
<div class="actions"><button type="submit" class="primary" name="status" value="answered"><?cs var:Lang.Panel.ReplyAnswered ?></button>
<button type="submit" name="status" value="resolved"><?cs var:Lang.Panel.ReplyResolved ?></button>
<button type="submit" name="status" value="open"><?cs var:Lang.Panel.ReplyOpen ?></button></div>
</form></details>
<details class="write write-note" id="note" name="write"<?cs if:Form.Which == "note" ?> open<?cs /if ?>>
<summary><?cs call:icon("note") ?><?cs var:Lang.Panel.NoteLabel ?><kbd>n</kbd></summary>
<form method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/note" enctype="multipart/form-data" novalidate data-files><?cs call:csrf() ?><input type="hidden" name="seen" value="<?cs var:Ticket.Seen ?>">
<div class="field"><label class="visually-hidden" for="note-body"><?cs var:Lang.Panel.NoteLabel ?></label>
<textarea id="note-body" name="body" rows="5" required aria-keyshortcuts="n" aria-describedby="note-hint<?cs if:Form.Which == "note" ?><?cs if:Error.body ?> note-body-mistake<?cs /if ?><?cs /if ?>"<?cs if:Form.Which == "note" ?><?cs if:Error.body ?> aria-invalid="true"<?cs /if ?><?cs /if ?>><?cs if:Form.Which == "note" ?><?cs var:Form.body ?><?cs /if ?></textarea>
<p class="hint" id="note-hint"><?cs var:Lang.Panel.NoteHint ?></p>
<?cs if:Form.Which == "note" ?><?cs call:mistake("note-body-mistake", Error.body) ?><?cs /if ?></div>
<?cs if:Form.Which == "note" ?><?cs call:filefield("note-files", Error.files, Form.FilesLost) ?><?cs else ?><?cs call:filefield("note-files", "", "") ?><?cs /if ?>
<button type="submit" class="primary"><?cs var:Lang.Panel.AddNote ?></button>
</form></details><?cs /if ?>
</div>
<aside class="beside" aria-label="<?cs var:Lang.Panel.Properties ?>">
<?cs if:!Ticket.Restricted ?><section class="card no-print" aria-labelledby="properties"><h2 id="properties"><?cs var:Lang.Panel.Properties ?></h2>
<form class="property status-form" method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/status" novalidate data-quiet><?cs call:csrf() ?>
<label for="status"><?cs var:Lang.Panel.Status ?></label>
<div class="row"><select id="status" name="status"><?cs each:s = Ticket.Statuses ?><option value="<?cs var:s.Name ?>"<?cs if:Form.Which == "status" ?><?cs if:Form.status == s.Name ?> selected<?cs /if ?><?cs elif:s.Selected ?> selected<?cs /if ?>><?cs var:Lang.Status[s.Name] ?></option><?cs /each ?></select>
<button type="submit" data-apply><?cs var:Lang.Panel.Apply ?></button></div>
<div class="until"><label for="until"><?cs var:Lang.Panel.PostponedUntil ?></label>
<input id="until" name="until" type="date" value="<?cs if:Form.Which == "status" ?><?cs var:Form.until ?><?cs elif:Ticket.Until ?><?cs var:ymd(Ticket.Until) ?><?cs /if ?>"<?cs call:wrong("until-mistake", Error.until) ?>>
<?cs call:mistake("until-mistake", Error.until) ?></div>
<?cs call:mistake("status-mistake", Error.status) ?></form>
<form class="property" method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/assign" data-quiet><?cs call:csrf() ?>
<label for="agent"><?cs var:Lang.Panel.Assignee ?></label>
<div class="row"><select id="agent" name="agent"><option value="0"><?cs var:Lang.Panel.Nobody ?></option><?cs each:a = Ticket.Agents ?><option value="<?cs var:a.Id ?>"<?cs if:a.Selected ?> selected<?cs /if ?>><?cs var:a.Name ?><?cs if:a.Me ?> (<?cs var:Lang.Panel.Me ?>)<?cs /if ?></option><?cs /each ?></select>
<button type="submit" data-apply><?cs var:Lang.Panel.Apply ?></button></div></form>
<?cs if:Ticket.AgentId != Me.Id ?><form class="take" method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/assign"><?cs call:csrf() ?><input type="hidden" name="agent" value="<?cs var:Me.Id ?>"><button type="submit" class="plain"><?cs var:Lang.Panel.AssignToMe ?></button></form><?cs /if ?>
<form class="property" method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/department" data-quiet><?cs call:csrf() ?>
<label for="department"><?cs var:Lang.Panel.Department ?></label>
<div class="row"><select id="department" name="department"><?cs each:d = Ticket.Departments ?><option value="<?cs var:d.Id ?>"<?cs if:d.Selected ?> selected<?cs /if ?>><?cs var:d.Name ?></option><?cs /each ?></select>
<button type="submit" data-apply><?cs var:Lang.Panel.Apply ?></button></div></form>
<form class="property" method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/tags" novalidate data-quiet><?cs call:csrf() ?><input type="hidden" name="had" value="<?cs each:t = Ticket.Tags ?><?cs if:!first(t) ?>,<?cs /if ?><?cs var:t.Name ?><?cs /each ?>">
<label for="tags"><?cs var:Lang.Panel.Tags ?></label>
<?cs if:Ticket.Tags ?><ul class="tags"><?cs each:t = Ticket.Tags ?><li><?cs var:t.Name ?></li><?cs /each ?></ul><?cs /if ?>
<div class="row"><input id="tags" name="tags" maxlength="600" autocomplete="off" value="<?cs if:Form.Which == "tags" ?><?cs var:Form.tags ?><?cs else ?><?cs each:t = Ticket.Tags ?><?cs if:!first(t) ?>, <?cs /if ?><?cs var:t.Name ?><?cs /each ?><?cs /if ?>" aria-describedby="tags-hint<?cs if:Error.tags ?> tags-mistake<?cs /if ?>"<?cs if:Error.tags ?> aria-invalid="true"<?cs /if ?>>
<button type="submit" data-apply><?cs var:Lang.Panel.Apply ?></button></div>
<p class="hint" id="tags-hint"><?cs var:Lang.Panel.TagsHint ?></p>
<?cs call:mistake("tags-mistake", Error.tags) ?></form>
</section>
<?cs /if ?><?cs if:Spam.Can ?><section class="card no-print" aria-labelledby="spam"><h2 id="spam"><?cs var:Lang.Spam.Title ?></h2>
<?cs if:Spam.Said ?><p><?cs var:Lang.Spam.SaidText[Spam.Said] ?></p><?cs /if ?>
<?cs if:Spam.Verdict ?><p<?cs if:Spam.Said ?> class="dim"<?cs /if ?>><?cs var:Lang.Spam.Verdict[Spam.Verdict] ?> <span class="dim"><?cs var:Lang.Spam.Score ?> <?cs var:Spam.Score ?></span></p>
<?cs call:reasons(Spam) ?><?cs /if ?>
<form method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/spam"><?cs call:csrf() ?><div class="row"><?cs if:Spam.Said != "spam" ?><button type="submit" name="spam" value="1"><?cs var:Lang.Spam.IsSpam ?></button> <?cs /if ?><?cs if:Spam.Said != "ham" ?><button type="submit"><?cs var:Lang.Spam.NotSpam ?></button><?cs /if ?></div></form></section><?cs /if ?>
<section class="card" aria-labelledby="contact"><h2 id="contact"><?cs var:Lang.Panel.Contact ?></h2>
<?cs if:Contact.Restricted ?><p class="dim"><?cs var:Lang.Restrict.Text ?></p><?cs elif:Contact.Gone ?><p class="dim"><?cs var:Lang.Panel.ForgottenContact ?></p>
<?cs else ?><p class="name"><a href="/panel/contacts/<?cs var:Contact.Id ?>"><?cs if:Contact.Name ?><?cs var:Contact.Name ?><?cs elif:Contact.Email ?><?cs var:Contact.Email ?><?cs else ?><?cs var:Lang.Panel.ForgottenPerson ?><?cs /if ?></a></p>
<?cs call:facts() ?><?cs /if ?></section>
<section class="card no-print" aria-labelledby="others"><h2 id="others"><?cs var:Lang.Panel.OtherTickets ?></h2>
<?cs if:Others ?><ul class="others"><?cs each:t = Others ?><li><a href="/panel/tickets/<?cs var:t.Id ?>"><span class="subject"><?cs if:t.Subject ?><?cs var:t.Subject ?><?cs else ?><?cs var:t.Code ?><?cs /if ?></span> <?cs call:badge(t.Status) ?> <?cs call:when(t.Activity) ?></a></li><?cs /each ?></ul>
<?cs if:OthersMore ?><a class="more" href="/panel/contacts/<?cs var:Ticket.ContactId ?>"><?cs var:Lang.Panel.AllTickets ?></a><?cs /if ?><?cs else ?><p class="dim"><?cs var:Lang.Panel.NoOtherTickets ?></p><?cs /if ?></section>
<section class="card no-print" aria-labelledby="keeping"><h2 id="keeping"><?cs var:Lang.Keep.Title ?></h2>
<?cs if:!Ticket.HeldUntil ?><?cs if:!Ticket.Bin.At ?><form method="post" action="/panel/tickets/<?cs var:Ticket.Id ?>/bin"><?cs call:csrf() ?><button type="submit" class="small" aria-describedby="delete-hint"><?cs var:Lang.Keep.Delete ?></button> <span class="hint" id="delete-hint"><?cs var:Lang.Keep.DeleteHint ?></span></form>
<?cs /if ?><p><a href="/panel/erase/ticket/<?cs var:Ticket.Id ?>"><?cs var:Lang.Erase.Ticket ?></a></p>
<?cs /if ?><?cs if:Me.Role >= #2 ?><?cs if:!Ticket.Gone ?><p><a href="/panel/privacy/holds/ticket/<?cs var:Ticket.Id ?>"><?cs var:Lang.Keep.HoldAdd ?></a></p><?cs /if ?><?cs /if ?></section>
</aside>
</div>
