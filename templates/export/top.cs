<title><?cs var:Lang.Export.Title ?> · <?cs var:Account ?></title>
</head>
<body>
<main>
<h1><?cs var:Lang.Export.Title ?></h1>
<p><?cs var:Account ?> · <?cs var:datetime(Made) ?></p>
<p><?cs var:Lang.Export.About ?></p>
<p><?cs if:Notes ?><?cs var:Lang.Export.WithNotes ?><?cs else ?><?cs var:Lang.Export.WithoutNotes ?><?cs /if ?></p>
<?cs if:subcount(Problems) > #0 ?><div class="warn"><p><?cs var:Lang.Export.NotWhole ?></p>
<ul><?cs each:p = Problems ?><li><?cs var:p.Code ?></li><?cs /each ?></ul></div>
<?cs /if ?><h2><?cs var:Lang.Export.You ?></h2>
<dl>
<?cs if:Me.Name ?><dt><?cs var:Lang.Portal.YourName ?></dt><dd><?cs var:Me.Name ?></dd>
<?cs /if ?><dt><?cs var:Lang.Portal.YourEmail ?></dt><dd><?cs var:Me.Email ?></dd>
<?cs if:Me.Phone ?><dt><?cs var:Lang.Panel.Phone ?></dt><dd><?cs var:Me.Phone ?></dd>
<?cs /if ?><?cs if:Me.Language ?><dt><?cs var:Lang.Panel.Language ?></dt><dd><?cs var:Lang.Language[Me.Language] ?></dd>
<?cs /if ?><dt><?cs var:Lang.Export.Since ?></dt><dd><?cs var:datetime(Me.Since) ?></dd>
<?cs if:Me.Proved != #0 ?><dt><?cs var:Lang.Export.Proved ?></dt><dd><?cs var:datetime(Me.Proved) ?></dd>
<?cs /if ?></dl>
<h2><?cs var:Lang.Customer.Sessions ?></h2>
<?cs if:subcount(Sessions) > #0 ?><table>
<tr><th scope="col"><?cs var:Lang.Export.Browser ?></th><th scope="col"><?cs var:Lang.Export.Network ?></th><th scope="col"><?cs var:Lang.Export.Seen ?></th></tr>
<?cs each:s = Sessions ?><tr><td><?cs var:s.Label ?></td><td><?cs var:s.Network ?></td><td><?cs var:datetime(s.Seen) ?></td></tr>
<?cs /each ?></table>
<?cs else ?><p><?cs var:Lang.Export.None ?></p>
<?cs /if ?><h2><?cs var:Lang.Paper.Consents ?></h2>
<?cs if:subcount(Consents) > #0 ?><?cs each:c = Consents ?><details><summary><?cs var:c.Name ?> <span class="dim"><?cs var:datetime(c.Given) ?><?cs if:c.Withdrawn != #0 ?> · <?cs var:Lang.Paper.Withdrawn ?> <?cs var:datetime(c.Withdrawn) ?><?cs /if ?></span></summary>
<div class="text"><?cs var:c.Body ?></div></details>
<?cs /each ?><?cs else ?><p><?cs var:Lang.Export.None ?></p>
<?cs /if ?><h2><?cs var:Lang.Paper.Requests ?></h2>
<?cs if:subcount(Requests) > #0 ?><?cs each:r = Requests ?><details><summary><?cs var:Lang.Request.Kind[r.Kind] ?> <span class="dim"><?cs var:r.Id ?> · <?cs var:Lang.Request.States[r.State] ?> · <?cs var:datetime(r.Received) ?><?cs if:r.Closed != #0 ?> – <?cs var:datetime(r.Closed) ?><?cs /if ?></span></summary>
<?cs if:r.Text ?><div class="text"><?cs var:r.Text ?></div>
<?cs /if ?><?cs if:r.Answer ?><h3><?cs var:Lang.Paper.Answer ?></h3><div class="text"><?cs var:r.Answer ?></div>
<?cs /if ?></details>
<?cs /each ?><?cs else ?><p><?cs var:Lang.Export.None ?></p>
<?cs /if ?><p class="dim"><?cs var:Lang.Export.More ?></p>
<h2><?cs var:Lang.Paper.Mails ?></h2>
<table><thead><tr><th scope="col"><?cs var:Lang.Paper.MailKind ?></th><th scope="col"><?cs var:Lang.Paper.MailMade ?></th><th scope="col"><?cs var:Lang.Paper.MailState ?></th></tr></thead>
<tbody>
