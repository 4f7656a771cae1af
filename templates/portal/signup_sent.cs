<section class="hero">
<h1><?cs var:Lang.Signup.Sent ?></h1>
<p class="lead"><?cs var:Lang.Signup.SentText ?></p>
</section>
