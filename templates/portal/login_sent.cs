<section class="hero">
<h1><?cs var:Lang.Customer.Sent ?></h1>
<p class="lead"><?cs var:Lang.Customer.SentText ?></p>
<p class="dim"><?cs var:Lang.Customer.SentLost ?></p>
<p><a class="button" href="/login"><?cs var:Lang.Customer.SignIn ?></a></p>
</section>
